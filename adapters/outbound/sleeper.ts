import { MessengerError } from '../../src/ports/messenger.ts';
import type { Sleeper } from './sliding-window.ts';

/**
 * Sleep on real time: the platform's limits do not move with the product's clock. `stop` ends every sleep at once.
 * @param stopError what the sleepers are told; a name stands for a messenger adapter of that name
 */
export function createSleeper(stopError: string | (() => Error)): Sleeper & { stop(): void } {
  const sleeping = new Map<NodeJS.Timeout, (reason: Error) => void>();
  let stopped = false;
  const tell =
    typeof stopError === 'string' ? () => new MessengerError('unreachable', `the ${stopError} adapter is stopped`) : stopError;

  return {
    now: () => performance.now(),
    sleep: (ms) =>
      new Promise((resolve, reject) => {
        if (stopped) return reject(tell());
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
        reject(tell());
      }
      sleeping.clear();
    },
  };
}
