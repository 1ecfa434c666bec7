import type { Desk } from '../desk.ts';
import { migrationNames } from '../store/migrations.ts';
import { hasRoom } from './disk-room.ts';
import { keyFits } from '../store/key-fits.ts';
import { selectRows } from '../store/rows.ts';

/** A round of probes shares one look, so that asking often costs the disk nothing. */
const freshMs = 1_000;
const limitMs = 5_000;

type Check = 'ok' | 'failed';

export interface Readiness {
  ok: boolean;
  checks: { database: Check; migrations: Check; key: Check; disk: Check };
  /** Each messenger's connection: told, but no reason to be taken out of service. */
  messengers: Record<string, string>;
}

/** Whether the service can do its work now: write, on the tables it knows, with the key they need, with room left. */
export function createReadyCheck(desk: Desk, dataFolder: string): () => Promise<Readiness> {
  let last: { at: number; readiness: Promise<Readiness> } | undefined;

  async function look(): Promise<Readiness> {
    const [database, migrations, key, disk] = await Promise.all(
      [canWrite(desk), knowsTables(desk), keyFits(desk.db), hasRoom(dataFolder)].map((check) => outcomeOf(check)),
    );
    const messengers = Object.fromEntries([...desk.messengers.values()].map((each) => [each.name, each.connection().state]));
    const checks = { database: database!, migrations: migrations!, key: key!, disk: disk! };
    return { ok: Object.values(checks).every((check) => check === 'ok'), checks, messengers };
  }

  return () => {
    const now = performance.now();
    if (!last || now - last.at > freshMs) last = { at: now, readiness: look() };
    return last.readiness;
  };
}

/** A row that is really written: a full disk and a lock that nobody gives back show nowhere else. One that no process follows. */
async function canWrite(desk: Desk): Promise<boolean> {
  const [name, until] = ['ready-probe', new Date()];
  await desk.db.write((tx) => tx.lease.upsert({ where: { name }, create: { name, holder: 'nobody', until }, update: { until } }));
  return true;
}

async function knowsTables(desk: Desk): Promise<boolean> {
  const rows = await selectRows<{ name: string }>(
    desk.db.read,
    'SELECT "migration_name" AS name FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL',
  );
  const [applied, known] = [new Set(rows.map(({ name }) => name)), new Set(migrationNames(desk.db.engine))];
  return known.symmetricDifference(applied).size === 0;
}

async function outcomeOf(check: Promise<boolean>): Promise<Check> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, limitMs, false).unref());
  return (await Promise.race([check.catch(() => false), late])) ? 'ok' : 'failed';
}
