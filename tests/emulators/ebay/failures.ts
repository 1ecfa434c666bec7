/** Calls by name, so that a failure can be ordered without spelling an address. */
export const calls = {
  token: /^POST \/identity\/v1\/oauth2\/token$/,
  conversations: /^GET \/commerce\/message\/v1\/conversation$/,
  conversation: /^GET \/commerce\/message\/v1\/conversation\/[^/]+$/,
  send_message: /^POST \/commerce\/message\/v1\/send_message$/,
  update_conversation: /^POST \/commerce\/message\/v1\/(bulk_)?update_conversation$/,
  public_key: /^GET \/commerce\/notification\/v1\/public_key\//,
  destination: / \/commerce\/notification\/v1\/destination/,
  subscription: / \/commerce\/notification\/v1\/subscription/,
  topic: /^GET \/commerce\/notification\/v1\/topic/,
  orders: /^GET \/sell\/fulfillment\/v1\/order$/,
  order: /^GET \/sell\/fulfillment\/v1\/order\/[^/]+$/,
  shipping_fulfillment: / \/sell\/fulfillment\/v1\/order\/[^/]+\/shipping_fulfillment$/,
  returns: /^GET \/post-order\/v2\/return\/search$/,
  inquiries: /^GET \/post-order\/v2\/inquiry\/search$/,
  cases: /^GET \/post-order\/v2\/casemanagement\/search$/,
  standards: /^GET \/sell\/analytics\/v1\/seller_standards_profile/,
  service_metric: /^GET \/sell\/analytics\/v1\/customer_service_metric\//,
  feedback: / \/commerce\/feedback\/v1\//,
} as const;

export type EbayCall = keyof typeof calls;

export interface Failure {
  /** A name, or what `METHOD /path` must look like. */
  call: EbayCall | RegExp;
  /** Default 500. */
  status?: number;
  /** Default: what the API says to an internal error. */
  body?: unknown;
  retryAfterMs?: number;
  times?: number;
  /** What was asked for happens first; without a status the connection then drops with no answer. */
  afterEffect?: boolean;
  /** `mid_answer`: it happens, and half of the answer arrives. `no_answer`: nothing happens, the connection drops. */
  network?: 'mid_answer' | 'no_answer';
}

export interface Failures {
  add(failure: Failure): void;
  /** The failure that is due for this call, used up once. */
  take(method: string, path: string): Failure | undefined;
  clear(): void;
}

export function createFailures(): Failures {
  const due: { failure: Failure; left: number }[] = [];
  return {
    add: (failure) => void due.push({ failure, left: failure.times ?? 1 }),
    take(method, path) {
      const index = due.findIndex(({ failure: { call } }) =>
        (call instanceof RegExp ? call : calls[call]).test(`${method} ${path}`),
      );
      const found = due[index];
      if (!found) return undefined;
      found.left -= 1;
      if (found.left === 0) due.splice(index, 1);
      return found.failure;
    },
    clear: () => void due.splice(0),
  };
}
