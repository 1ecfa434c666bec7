import type { createWriteQueue } from './write-queue.ts';

type Turns = Pick<ReturnType<typeof createWriteQueue>, 'writeAside' | 'wanted'>;

/**
 * Lets everything that the disk thread writes share the writer's turn: what comes while the thread still writes joins at
 * once, until somebody else wants the turn. With a turn for each batch the thread would rest until its last answers are
 * passed on, and whoever was answered together would come back together and wait for it again.
 */
export function createSharedTurn(turns: Turns): <T>(run: () => Promise<T>) => Promise<T> {
  let running = 0;
  /** Ends the turn that is held. */
  let end: (() => void) | undefined;
  let asked: Promise<void> | undefined;

  /** Resolves when the turn has come. */
  const ask = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const hold = (): Promise<void> =>
        new Promise((ended) => {
          end = ended;
          resolve();
        });
      turns.writeAside(hold).catch(reject);
    });

  return async (run) => {
    if (!end || turns.wanted()) await (asked ??= ask().finally(() => (asked = undefined)));
    running += 1;
    try {
      return await run();
    } finally {
      running -= 1;
      if (running === 0) {
        end?.();
        end = undefined;
      }
    }
  };
}
