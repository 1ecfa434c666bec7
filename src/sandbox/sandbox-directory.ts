import type { Database } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';

/** Who is known in the sandbox: the demo team, and whoever was bound there since. Ids are the messenger's. */
export const sandboxTeam = ({ read }: Pick<Database, 'read'>): Promise<{ id: string; name: string }[]> =>
  selectRows(
    read,
    `SELECT a."externalId" AS id, p."name" FROM "Account" a JOIN "Person" p ON p."id" = a."personId"
     WHERE a."messenger" = 'sandbox' ORDER BY p."createdAt", a."externalId"`,
  );

/** Groups of the sandbox, by the chat's id. */
export async function sandboxGroups({ read }: Pick<Database, 'read'>): Promise<string[]> {
  const rows = await selectRows<{ id: string }>(
    read,
    `SELECT "externalId" AS id FROM "Chat" WHERE "messenger" = 'sandbox' AND "kind" = 'group' ORDER BY "createdAt"`,
  );
  return rows.map(({ id }) => id);
}
