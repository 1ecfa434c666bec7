import { MarketplaceError } from '../../src/ports/marketplace-error.ts';
import { createSleeper } from '../outbound/sleeper.ts';
import { createSlidingWindow } from '../outbound/sliding-window.ts';
import type { Limit, SlidingWindow } from '../outbound/sliding-window.ts';

/** A published rate with its burst, as a window that keeps within both: `burst` calls in the time in which they refill. */
export const perSecond = (rate: number, burst = Math.max(1, Math.floor(rate))): Limit => ({
  limit: burst,
  windowMs: Math.ceil((burst / rate) * 1000),
});

/** Whoever would wait longer is sent away: a caller who holds a slot for an hour keeps others from their turn. */
const longestWaitMs = 20_000;

export interface CallLimits {
  /** Resolves at the call's turn, with what to call once it is answered. @throws MarketplaceError `throttled` when the turn is too far off */
  enter(account: string, call: string): Promise<() => void>;
  /** The platform asked for a pause. */
  hold(account: string, call: string, ms: number): void;
  stop(): void;
}

/**
 * Keeps each account within the platform's rates, call by call, and the app as a whole.
 * @param limits.byCall rate of one call of one account · limits.account of all calls of one account · limits.app of everything
 */
export function createCallLimits(limits: { byCall?: Record<string, Limit>; account?: Limit; app?: Limit }): CallLimits {
  const sleeper = createSleeper(() => new MarketplaceError('down', 'the adapter is stopped'));
  const windows = new Map<string, SlidingWindow>();
  const open: Limit = { limit: Infinity, windowMs: 0 };

  function windowOf(key: string, limit: Limit): SlidingWindow {
    let window = windows.get(key);
    if (!window) windows.set(key, (window = createSlidingWindow({ ...limit, sleeper })));
    return window;
  }

  const ofCall = (account: string, call: string): SlidingWindow => windowOf(`${account} ${call}`, limits.byCall?.[call] ?? open);

  return {
    async enter(account, call) {
      const passed: (() => void)[] = [];
      const ways = [
        limits.app && windowOf('', limits.app),
        limits.account && windowOf(account, limits.account),
        ofCall(account, call),
      ];
      const waitMs = Math.max(...ways.map((way) => way?.waitMs() ?? 0));
      if (waitMs > longestWaitMs)
        throw new MarketplaceError('throttled', `the platform's rate for ${call} is used up`, { retryAfterMs: waitMs });
      for (const way of ways) if (way) passed.push(await way.enter());
      return () => passed.forEach((leave) => leave());
    },
    hold: (account, call, ms) => ofCall(account, call).hold(ms),
    stop: () => sleeper.stop(),
  };
}
