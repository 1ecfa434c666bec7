import { MessengerError } from '../../src/ports/messenger.ts';
import type { Sleeper } from './sliding-window.ts';

const wait = { firstMs: 500, longestMs: 30_000 };

/** Asks again while the platform cannot be reached; a refusal (wrong secret, no bot) ends it. @throws MessengerError */
export async function untilReached<T>(ask: () => Promise<T>, sleeper: Sleeper): Promise<T> {
  for (let ms = wait.firstMs; ; ms = Math.min(ms * 2, wait.longestMs)) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof MessengerError) || error.fault === 'refused') throw error;
      await sleeper.sleep(Math.max(ms, error.retryAfterMs ?? 0));
    }
  }
}
