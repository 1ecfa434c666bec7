import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { purgeOld } from './purge-old.ts';

const dayMs = 86_400_000;
const jobKey = 'purge-old';

export const purgePayload = z.object({});

/** Sees to it that old words go once a day, however often the service starts; where nothing is to go it only looks. */
export async function schedulePurge(desk: Desk): Promise<void> {
  if (await desk.db.read.job.findUnique({ where: { key: jobKey }, select: { id: true } })) return;
  await desk.db.write((tx) => requestPurge(desk, tx));
}

/** Part of the caller's change: who set a shorter time need not wait for tomorrow. */
export const requestPurge = (desk: Desk, tx: Parameters<Desk['queue']['enqueue']>[0]): Promise<void> =>
  desk.queue.enqueue(tx, [{ kind: 'purge-old', key: jobKey, payload: {}, dueAt: desk.clock.now() }]);

export function purgeOldJob(desk: Desk): JobDefinition<z.infer<typeof purgePayload>> {
  return {
    kind: 'purge-old',
    payload: purgePayload,
    maxAttempts: 20,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      const days = desk.settings.get('retentionDays');
      if (days > 0) await purgeOld(desk, { before: desk.clock.now() - days * dayMs, by: { id: 'retention' } });
      return { again: new Map([[job!.id, dayMs]]) };
    },
  };
}
