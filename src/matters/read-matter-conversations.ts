import type { RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { matterSource } from './matter-source.ts';

/** Those of the conversations in which nobody writes: no platform's clock runs for them. */
export async function readMatterConversations(tx: RowWrite, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await selectRows<{ id: string }>(
    tx,
    'SELECT "id" FROM "Conversation" WHERE "source" = ? AND "id" IN (SELECT value FROM json_each(?))',
    matterSource,
    JSON.stringify(ids),
  );
  return new Set(rows.map(({ id }) => id));
}
