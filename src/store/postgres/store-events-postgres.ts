import type { Pool } from 'pg';
import type { EventStore } from '../database.ts';
import { newId } from '../ids.ts';
import type { Seal } from '../seal.ts';
import { storable } from './storable.ts';

const insert = {
  name: 'store-events',
  text: `INSERT INTO "InboxEvent" ("id", "storeId", "source", "externalId", "receivedAt", "bodySealed", "status")
    SELECT "id", "storeId", "source", "externalId", instant($5), "bodySealed", 'pending'
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $6::bytea[]) AS given("id", "storeId", "source", "externalId", "bodySealed")
    ON CONFLICT DO NOTHING RETURNING "id"`,
};
const findFirst = {
  name: 'find-events',
  text: `SELECT "storeId", "source", "externalId", "id" FROM "InboxEvent" WHERE ("storeId", "source", "externalId") IN
    (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))`,
};

/** Writes a batch in one statement, and so in one commit, each body sealed. */
export function createPostgresEventStore(pool: Pool, seal: Seal): EventStore {
  return {
    async store({ receivedAt, events, bodies }) {
      let at = 0;
      const rows = events.map((event) => ({
        ...event,
        externalId: storable(event.externalId),
        id: newId(),
        bodySealed: Buffer.from(seal.sealBytes(bodies.subarray(at, (at += event.length)))),
      }));
      const column = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key]);
      const keys = [column('storeId'), column('source'), column('externalId')];
      const { rows: stored } = await pool.query<{ id: string }>({
        ...insert,
        values: [column('id'), ...keys, receivedAt, column('bodySealed')],
      });
      const fresh = new Set(stored.map(({ id }) => id));
      if (fresh.size === rows.length) return rows.map(({ id }) => ({ id, duplicate: false }));
      const { rows: known } = await pool.query<{ storeId: string; source: string; externalId: string; id: string }>({
        ...findFirst,
        values: keys,
      });
      const keyOf = (row: { storeId: string; source: string; externalId: string }): string =>
        JSON.stringify([row.storeId, row.source, row.externalId]);
      const firsts = new Map(known.map((row) => [keyOf(row), row.id]));
      return rows.map((row) =>
        fresh.has(row.id) ? { id: row.id, duplicate: false } : { id: firsts.get(keyOf(row))!, duplicate: true },
      );
    },
  };
}
