const minute = 60_000;
const hour = 60 * minute;

/** How long something stays usable, in milliseconds: facts/messengers §0.3, §4.2, §4.3, §4.6. */
export const documentedWindows = {
  /** Answer to a click, to enter_chat and to a callback. */
  answerMs: 5_000,
  /** Answer to the GET that verifies a callback address. */
  verifyMs: 1_000,
  /** A message's req_id takes replies. */
  replyMs: 24 * hour,
  /** From the start of a stream to its end: 6 min in the documentation, 10 in a later reading (§6 no. 10). */
  streamMs: 6 * minute,
  /** Between two refresh requests for a stream in callback mode; the facts give no figure. */
  streamPollMs: 1_000,
  responseUrlMs: hour,
  mediaUrlMs: 5 * minute,
  /** Of an uploaded media_id, from the SDK's own typing. */
  mediaMs: 3 * 24 * hour,
  tokenMs: 7_200_000,
  /** How recently somebody must have written for a push to be allowed. One source says 24 h (§6 no. 10). */
  heardMs: Infinity,
  /** The two windows of the conversation limit. */
  minuteMs: minute,
  hourMs: hour,
};
export type Windows = typeof documentedWindows;

/** Facts/messengers §4.2, §4.3, §4.5. */
export const documentedLimits = {
  perMinute: 30,
  perHour: 1_000,
  uploadsPerMinute: 30,
  webhookPerMinute: 20,
  /** Interactions of one person under way at once, callback mode only. */
  concurrent: 3,
};
export type Limits = typeof documentedLimits;

export interface Rates {
  /** Counts one more under `key`; false, and not counted, when that would exceed one of the windows. */
  take(key: string, windows: { most: number; ms: number }[]): boolean;
}

export function createRates(): Rates {
  const passed = new Map<string, number[]>();
  return {
    take(key, windows) {
      const now = performance.now();
      const longest = Math.max(...windows.map(({ ms }) => ms));
      const recent = (passed.get(key) ?? []).filter((at) => at > now - longest);
      passed.set(key, recent);
      if (windows.some(({ most, ms }) => recent.filter((at) => at > now - ms).length >= most)) return false;
      recent.push(now);
      return true;
    },
  };
}
