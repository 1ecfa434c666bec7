import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from '../desk.ts';
import { createPump } from '../pump.ts';
import { applyBatch } from './apply-batch.ts';
import type { Outcomes } from './apply-batch.ts';
import { takeBatch } from './take-batch.ts';
import { understandBatch } from './understand-batch.ts';

/** Events in one batch: enough to spread a commit's cost, few enough that a tap waits for milliseconds only. */
const batchSize = 200;
const retryMs = 1_000;
const elsewhereLookMs = 50;

export interface InboxProcessor {
  /** There is something new. Cheap to call often. */
  wake(): void;
  start(): void;
  stop(): Promise<void>;
  /** Resolves with what came of one stored event; for callers that wait, such as the sandbox. */
  outcomeOf(eventId: string): Promise<{ ticket: number | null }>;
  /** Resolves when no pending event is left. */
  idle(): Promise<void>;
}

/** Takes stored events in order, batch by batch: understand outside, apply inside a transaction. */
export function createInboxProcessor(desk: Desk): InboxProcessor {
  const waiting = new Map<string, (outcome: { ticket: number | null }) => void>();
  const pump = createPump(turn);

  async function turn(): Promise<void> {
    try {
      const more = await takeBatch(desk, batchSize, async (events) => {
        const batch = await understandBatch(desk, events);
        await desk.race('batch-understood');
        answer(await applyBatch(desk, batch));
        await desk.race('batch-applied');
      });
      if (more) pump.wake();
    } catch (error) {
      desk.log.error({ err: error }, 'the inbox cannot be processed');
      setTimeout(pump.wake, retryMs).unref();
    }
  }

  function answer(outcomes: Outcomes): void {
    for (const [eventId, outcome] of outcomes) {
      waiting.get(eventId)?.(outcome);
      waiting.delete(eventId);
    }
  }

  return {
    wake: pump.wake,
    start: pump.start,
    stop: pump.stop,
    async outcomeOf(eventId) {
      const here = new Promise<{ ticket: number | null }>((resolve) => waiting.set(eventId, resolve));
      for (;;) {
        const known = await desk.db.read.inboxEvent.findUnique({
          where: { id: eventId },
          select: { status: true, outcome: true },
        });
        if (known && known.status !== 'pending') {
          waiting.delete(eventId);
          return { ticket: known.outcome ? Number(known.outcome.slice(1)) : null };
        }
        if (!desk.db.postgres) return here;
        // Another process may have it.
        const outcome = await Promise.race([here, sleep(elsewhereLookMs)]);
        if (outcome) return outcome;
      }
    },
    async idle() {
      while (pump.running()) await pump.running();
    },
  };
}
