import { setImmediate } from 'node:timers/promises';

/** Work that is called for often and done one turn at a time; called for during a turn, there is one more. */
export interface Pump {
  /** Cheap to call often; nothing before `start` and after `stop`. */
  wake(this: void): void;
  start(this: void): void;
  /** Resolves when the turn under way is over. */
  stop(this: void): Promise<void>;
  /** The turns under way; undefined while there is nothing to do. */
  running(): Promise<void> | undefined;
}

/** @param turn must not throw */
export function createPump(turn: () => Promise<void>): Pump {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = true;

  function wake(): void {
    if (stopped) return;
    again = true;
    running ??= run().finally(() => {
      running = undefined;
      if (again) wake();
    });
  }

  async function run(): Promise<void> {
    while (again && !stopped) {
      // A turn of the event loop first: what comes meanwhile is done together.
      await setImmediate();
      again = false;
      await turn();
    }
  }

  return {
    wake,
    start() {
      stopped = false;
      wake();
    },
    async stop() {
      stopped = true;
      await running;
    },
    running: () => running,
  };
}
