import type { Logger } from 'pino';
import type { Lease } from '../ports/messenger.ts';

const againMs = 1_000;

/** What one process at a time does for all. */
export interface Duty {
  start(): void;
  stop(): Promise<void>;
}

/** Does a duty while the lease is held, and no longer. @returns what ends it for good */
export function keepDuty({ lease, duty, log }: { lease: Lease; duty: Duty; log: Logger }): () => Promise<void> {
  const stopping = new AbortController();

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const hold = await lease.acquire(stopping.signal);
        duty.start();
        await aborted(AbortSignal.any([hold.lost, stopping.signal]));
        await duty.stop();
        await hold.release();
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.warn({ err: error }, 'a duty cannot be taken up');
        await new Promise((resolve) => setTimeout(resolve, againMs).unref());
      }
    }
  }
  const kept = keep();
  return async () => {
    stopping.abort();
    await kept;
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
