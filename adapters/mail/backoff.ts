export interface BackoffOptions {
  /** Milliseconds before the first repeat. */
  firstMs: number;
  /** Milliseconds no wait exceeds. */
  maxMs: number;
  /** 0 ≤ x < 1. */
  random: () => number;
}

/**
 * Exponential backoff with half of it random, so that many mailboxes of one host do not come back at the same moment.
 * `attempt` counts failures in a row, from 0.
 */
export function backoffMs(attempt: number, options: BackoffOptions): number {
  const ceiling = Math.min(options.maxMs, options.firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * options.random());
}
