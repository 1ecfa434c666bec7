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

/** Writes a batch in one statement, and so in one commit, each body sealed. @param insist throws where nothing may be written */
export function createPostgresEventStore(pool: Pool, seal: Seal, insist: () => void): EventStore {
  return {
    async store({ receivedAt, storeIds, sources, externalIds: given, lengths, bodies }) {
      insist();
      const externalIds = given.map(storable);
      const ids = given.map(() => newId());
      const keys = [storeIds, sources, externalIds];
      const { rows: stored } = await pool.query<{ id: string }>({
        ...insert,
        values: [ids, ...keys, receivedAt, sealedBodies(lengths, bodies)],
      });
      if (stored.length === ids.length) return { ids, duplicates: [] };
      const fresh = new Set(stored.map(({ id }) => id));
      const { rows: known } = await pool.query<Key & { id: string }>({ ...findFirst, values: keys });
      const firsts = new Map(known.map((row) => [keyOf(row), row.id]));
      const duplicates = [...ids.keys()].filter((at) => !fresh.has(ids[at]!));
      for (const at of duplicates)
        ids[at] = firsts.get(keyOf({ storeId: storeIds[at]!, source: sources[at]!, externalId: externalIds[at]! }))!;
      return { ids, duplicates };
    },
  };

  function sealedBodies(lengths: readonly number[], bodies: Uint8Array): Buffer[] {
    let end = 0;
    return lengths.map((length) => seal.sealBytes(bodies.subarray(end, (end += length))));
  }
}

interface Key {
  storeId: string;
  source: string;
  externalId: string;
}

const keyOf = ({ storeId, source, externalId }: Key): string => JSON.stringify([storeId, source, externalId]);
