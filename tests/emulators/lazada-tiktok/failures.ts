export interface PlannedFailure {
  /** The path of the call, or what it matches. */
  call: string | RegExp;
  /** Where reading and writing share a path; any without it. */
  method?: 'GET' | 'POST';
  /** Without a status and without a body the connection is cut and nothing answered. */
  status?: number;
  /** Sent as JSON, a string as it is. */
  body?: unknown;
  /** Alone: the platform's own throttle. With a status: a `Retry-After` beside it. */
  retryAfterMs?: number;
  times?: number;
  /** The call does its work first; then it fails like that. */
  afterEffect?: boolean;
  /** The call does its work, half of the answer arrives, then the connection is cut. */
  midAnswer?: boolean;
}

/** What the next calls meet instead of the platform, first in first out. */
export class Failures {
  readonly #planned: PlannedFailure[] = [];

  plan(failure: PlannedFailure): void {
    for (let i = 0; i < (failure.times ?? 1); i += 1) this.#planned.push(failure);
  }

  take(call: string, method: string): PlannedFailure | undefined {
    const index = this.#planned.findIndex(
      (planned) =>
        (planned.method ?? method) === method &&
        (typeof planned.call === 'string' ? planned.call === call : planned.call.test(call)),
    );
    return index < 0 ? undefined : this.#planned.splice(index, 1)[0];
  }

  clear(): void {
    this.#planned.splice(0);
  }
}
