import type { Database, Reader } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';

/** An event that could not be processed and waits, as it came, for a person. Instants in milliseconds. */
export interface ParkedEvent {
  id: string;
  storeId: string;
  source: string;
  receivedAt: number;
  /** Where it is wrong, never what stood there. */
  error: string;
}

// The word 'parked' stands in the statement: only then does the partial index answer it.
const parked = `FROM "InboxEvent" WHERE "status" = 'parked'`;
const columns = `"id", "storeId", "source", "receivedAt", coalesce("error", '') AS "error"`;

/** Newest first. */
export const listParked = (read: Reader, most: number): Promise<ParkedEvent[]> =>
  selectRows(read, `SELECT ${columns} ${parked} ORDER BY "id" DESC LIMIT ?`, most);

/** The event a person names by its code or its whole id, with its bytes. */
export async function findParked(db: Database, typed: string): Promise<(ParkedEvent & { body: Uint8Array }) | null> {
  const code = typed.trim().replace(/^#/, '').toLowerCase();
  // A code of fewer characters would soon mean several.
  if (!/^[0-9a-f-]{8,36}$/.test(code)) return null;
  const [row] = await selectRows<ParkedEvent & { bodySealed: Uint8Array }>(
    db.read,
    `SELECT ${columns}, "bodySealed" ${parked} AND substr("id", 37 - ?) = ? ORDER BY "id" DESC LIMIT 1`,
    code.length,
    code,
  );
  if (!row) return null;
  const { bodySealed, ...event } = row;
  return { ...event, body: db.seal.openBytes(bodySealed) };
}
