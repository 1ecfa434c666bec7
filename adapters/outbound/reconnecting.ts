/** First and longest wait before a new attempt (facts/messengers §5.7). */
const backoff = { firstMs: 100, longestMs: 30_000 };
/** A connection that lasted this long was a good one; shorter ones count as failed, or a flapping platform would be stormed. */
const steadyMs = 10_000;
/**
 * After six quick attempts one in about five seconds, so that an outage of a minute and a half is over five seconds after it ended;
 * a longer one costs an attempt in up to thirty. Always fewer than 20 a minute: storms end in bans, and with DingTalk each attempt
 * is a call of the month (§3.1, §3.7).
 */
const steps = { quick: 6, steady: 24, steadyMs: 4_900, steadyJitterMs: 200 };

/** When to try a long connection again. One per connection that is to be held. */
export interface Reconnecting {
  /** Attempts in a row that came to nothing, connections that did not last included. */
  readonly failures: number;
  /** An attempt failed. @returns milliseconds to wait before the next */
  failed(): number;
  /** A connection ended after so many milliseconds. @returns milliseconds to wait before the next */
  ended(lastedMs: number): number;
}

/** @param random in [0, 1): jitter, so that the processes of one app do not come back at the same instant */
export function createReconnecting(random: () => number = Math.random): Reconnecting {
  let failures = 0;

  function pause(): number {
    const jittered = random() * Math.min(backoff.longestMs, backoff.firstMs * 2 ** failures);
    if (failures < steps.quick) return jittered;
    const steady = steps.steadyMs - random() * steps.steadyJitterMs;
    return failures < steps.steady ? steady : Math.max(jittered, steady);
  }

  return {
    get failures() {
      return failures;
    },
    failed() {
      failures += 1;
      return pause();
    },
    ended(lastedMs) {
      failures = lastedMs > steadyMs ? 0 : failures + 1;
      return pause();
    },
  };
}
