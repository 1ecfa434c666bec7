import type { Clock } from '../clock.ts';
import { audit } from '../people/audit.ts';
import type { Database } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { faultCode } from './fault-code.ts';

/**
 * Puts parked events back among those that wait, in the order they came; what is wrong with one still parks it again.
 * @param request.which ids of events, or all of them
 * @returns ids of those that were parked until now
 */
export async function retryParked(
  { db, clock }: { db: Database; clock: Clock },
  request: { which: readonly string[] | 'all'; by: { id: string } },
): Promise<string[]> {
  const { which, by } = request;
  return db.write(async (tx) => {
    const back = await selectRows<{ id: string }>(
      tx,
      `UPDATE "InboxEvent" SET "status" = 'pending', "error" = NULL, "processedAt" = NULL
       WHERE "status" = 'parked' AND (? = 1 OR "id" IN (SELECT value FROM json_each(?))) RETURNING "id"`,
      which === 'all' ? 1 : 0,
      JSON.stringify(which === 'all' ? [] : which),
    );
    const ids = back.map(({ id }) => id);
    if (ids.length > 0) {
      const subject = which === 'all' ? 'all' : which.map(faultCode).join(' ');
      await audit(tx, { at: clock.now(), personId: by.id, action: 'fault retry', subject, after: ids });
    }
    return ids;
  });
}

/** What came of events that were tried again. */
export interface Retried {
  done: number;
  parked: number;
  pending: number;
  /** Of a single event: its ticket (`#1042`) or why it was parked again. */
  ticket: string | null;
  reason: string | null;
}

export async function readRetried({ read }: Pick<Database, 'read'>, ids: readonly string[]): Promise<Retried> {
  const rows = await selectRows<{ status: string; outcome: string | null; error: string | null }>(
    read,
    'SELECT "status", "outcome", "error" FROM "InboxEvent" WHERE "id" IN (SELECT value FROM json_each(?))',
    JSON.stringify(ids),
  );
  const count = (wanted: string): number => rows.filter(({ status }) => status === wanted).length;
  const only = rows.length === 1 ? rows[0]! : { outcome: null, error: null };
  return { done: count('done'), parked: count('parked'), pending: count('pending'), ticket: only.outcome, reason: only.error };
}
