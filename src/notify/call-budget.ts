import { DateTime } from 'luxon';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { CallBudget } from '../ports/messenger.ts';
import type { Database } from '../store/database.ts';
import { changeRows, selectRows } from '../store/rows.ts';

/** Share of the month's calls at which the team is warned. */
const warnAt = 0.8;
/** A crash forgets at most what was counted within this time. */
const keepMs = 1_000;

const kept = z.object({ month: z.string(), used: z.number().int().nonnegative() });

export interface KeptCallBudget extends CallBudget {
  /** Resolves when what was counted is on disk. */
  close(): Promise<void>;
}

/**
 * Counts a platform's calls by the calendar month of its zone and keeps the count.
 * @param options.onMostUsed told once a month, at 80 %
 */
export async function openCallBudget(options: {
  db: Database;
  clock: Clock;
  /** Of the platform, e.g. `dingtalk`. */
  name: string;
  /** IANA zone in which the platform's months begin. */
  zone: string;
  limit: number;
  onMostUsed: (state: { month: string; used: number; limit: number }) => void;
}): Promise<KeptCallBudget> {
  const { db, clock, name, zone, limit, onMostUsed } = options;
  const key = `budget.${name}`;
  const [row] = await selectRows<{ value: string }>(db.read, 'SELECT "value" FROM "Setting" WHERE "key" = ?', key);
  let count = row ? kept.parse(JSON.parse(row.value)) : { month: '', used: 0 };
  let keeping: NodeJS.Timeout | undefined;

  function thisMonth(): { month: string; used: number } {
    const month = DateTime.fromMillis(clock.now(), { zone }).toFormat('yyyy-MM');
    if (count.month !== month) count = { month, used: 0 };
    return count;
  }

  async function keep(): Promise<void> {
    keeping = undefined;
    await db.writeRows((tx) =>
      changeRows(
        tx,
        'INSERT INTO "Setting" ("key", "value") VALUES (?, ?) ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"',
        key,
        JSON.stringify(count),
      ),
    );
  }

  return {
    take() {
      const month = thisMonth();
      if (month.used >= limit) return false;
      month.used += 1;
      if (month.used === Math.ceil(limit * warnAt)) onMostUsed({ ...month, limit });
      // What cannot be written now is written with the next call.
      keeping ??= setTimeout(() => void keep().catch(() => {}), keepMs).unref();
      return true;
    },
    read: () => ({ used: thisMonth().used, limit }),
    async close() {
      if (!keeping) return;
      clearTimeout(keeping);
      await keep();
    },
  };
}
