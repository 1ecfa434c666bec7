import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { holdJobs, keepEveryMs, keepJobs, letGo } from './held-jobs.ts';
import type { JobDefinition, JobRow } from './job.ts';

const retryMs = 500;

/**
 * Gathers jobs that are delivered one by one into the sets their handlers work on, and sees to it that this process has
 * them before it begins.
 */
export function createJobGatherer(parts: {
  db: Database;
  clock: Clock;
  log: Logger;
  holder: string;
  run: (definition: JobDefinition, jobs: JobRow[]) => Promise<void>;
  /** After each set: what was asked for meanwhile may be due. */
  onSettled: (ids: readonly string[]) => void;
}) {
  const { db, clock, log, holder, run } = parts;
  interface Lane {
    definition: JobDefinition;
    waiting: Map<string, (() => void)[]>;
    running: number;
  }
  const lanes = new Map<string, Lane>();
  const underWay = new Set<string>();
  const work = new Set<Promise<void>>();
  let stopped = true;

  const keeper = setInterval(() => {
    if (underWay.size === 0) return;
    db.writeRows((tx) => keepJobs(tx, { ids: [...underWay], holder })).catch((error: unknown) =>
      log.warn({ err: error }, 'jobs under way could not be kept'),
    );
  }, keepEveryMs);
  keeper.unref();

  async function fill(lane: Lane): Promise<void> {
    // A turn of the event loop first: what is delivered meanwhile shares the set.
    await setImmediate();
    while (!stopped && lane.waiting.size > 0 && lane.running < lane.definition.concurrency) {
      const taken = [...lane.waiting].slice(0, lane.definition.batch);
      for (const [id] of taken) lane.waiting.delete(id);
      lane.running += 1;
      const done = runSet(
        lane,
        taken.map(([id]) => id),
      ).finally(() => {
        lane.running -= 1;
        for (const [, told] of taken) for (const resolve of told) resolve();
        work.delete(done);
        void fill(lane);
        parts.onSettled(taken.map(([id]) => id));
      });
      work.add(done);
    }
  }

  async function runSet({ definition }: Lane, ids: string[]): Promise<void> {
    const { kind, batch } = definition;
    let held: string[] = [];
    try {
      const jobs = await db.writeRows((tx) => holdJobs(tx, { kind, ids, most: batch, holder, now: clock.now() }));
      if (jobs.length === 0) return;
      held = jobs.map(({ id }) => id);
      for (const id of held) underWay.add(id);
      await run(definition, jobs);
    } catch (error) {
      // The database would not take the result (full, away); the rows are as they were and begin again.
      log.error({ err: error, kind: definition.kind }, 'jobs could not be settled');
      await sleep(retryMs);
      // Should that fail too, the hold runs out.
      await db.writeRows((tx) => letGo(tx, { ids: held, holder })).catch(() => {});
    } finally {
      for (const id of held) underWay.delete(id);
    }
  }

  return {
    start(definitions: readonly JobDefinition[]): void {
      stopped = false;
      for (const definition of definitions) lanes.set(definition.kind, { definition, waiting: new Map(), running: 0 });
    },
    /** Resolves when the job is settled, or was somebody else's. */
    take(kind: string, id: string): Promise<void> {
      const lane = lanes.get(kind);
      if (!lane || stopped || underWay.has(id)) return Promise.resolve();
      return new Promise((resolve) => {
        const told = lane.waiting.get(id);
        if (told) told.push(resolve);
        else lane.waiting.set(id, [resolve]);
        void fill(lane);
      });
    },
    isIdle: (): boolean => work.size === 0 && [...lanes.values()].every(({ waiting }) => waiting.size === 0),
    /** Resolves when what is under way has settled; what only waits is let go. */
    async stop(): Promise<void> {
      stopped = true;
      for (const { waiting } of lanes.values()) {
        for (const told of waiting.values()) for (const resolve of told) resolve();
        waiting.clear();
      }
      await Promise.all(work);
      clearInterval(keeper);
    },
  };
}
