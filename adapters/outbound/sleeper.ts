import { MessengerError } from '../../src/ports/messenger.ts';
import type { Sleeper } from './sliding-window.ts';

/**
 * Sleep on real time: the platform's limits do not move with the product's clock. `stop` ends every sleep at once.
 * @param adapter names who stopped, in what the sleepers are told
 */
export function createSleeper(adapter: string): Sleeper & { stop(): void } {
  const sleeping = new Map<NodeJS.Timeout, (reason: MessengerError) => void>();
  let stopped = false;
  const stopError = () => new MessengerError('unreachable', `the ${adapter} adapter is stopped`);

  return {
    now: () => performance.now(),
    sleep: (ms) =>
      new Promise((resolve, reject) => {
        if (stopped) return reject(stopError());
        const timer = setTimeout(() => {
          sleeping.delete(timer);
          resolve();
        }, ms);
        sleeping.set(timer, reject);
      }),
    stop() {
      stopped = true;
      for (const [timer, reject] of sleeping) {
        clearTimeout(timer);
        reject(stopError());
      }
      sleeping.clear();
    },
  };
}
