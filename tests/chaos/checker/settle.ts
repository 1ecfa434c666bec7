import { setTimeout as sleep } from 'node:timers/promises';
import { patienceMs } from '../undying-service.ts';
import type { Run } from './run.ts';

/** What a run leaves to be done; timers and rounds lie ahead at any time. */
const workKinds = ['call', 'cards', 'digest', 'fetch-attachments', 'recompute-deadlines', 'say', 'send-reply', 'translate'];

/** Waits until nothing is left to do, and starts the service again where it lies dead. @returns what was left when patience ended */
export async function settle(run: Run): Promise<string[]> {
  const { ground } = run;
  const end = performance.now() + patienceMs;
  let left: string[] = [];
  while (performance.now() < end) {
    await ground.service.reviveIfDead();
    left = await undone(run).catch((error: unknown) => [`the database cannot be read: ${String(error)}`]);
    if (left.length === 0) return [];
    await sleep(50);
  }
  return left;
}

/** The service goes by its database's clock, which it may read some milliseconds off: what is due that soon counts as due. */
const clockErrorMs = 500;

async function undone({ ground }: Run): Promise<string[]> {
  const now = (await ground.now()) + clockErrorMs;
  const rows = await ground.engine.read<{ what: string }>(
    `SELECT 'event ' || "externalId" AS what FROM "InboxEvent" WHERE "status" = 'pending'
     UNION ALL SELECT 'job ' || "kind" || coalesce(' after ' || "lastError", '') AS what FROM "Job"
     WHERE "deadAt" IS NULL AND ("kind" IN (${workKinds.map((kind) => `'${kind}'`).join(', ')}) OR ("kind" = 'ticket-timer' AND "dueAt" <= instant(${now})))`,
  );
  return rows.map(({ what }) => what);
}
