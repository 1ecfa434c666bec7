import { selectRows } from '../store/rows.ts';
import type { Write } from '../store/database.ts';

interface LoadRow {
  personId: string;
  tickets: number;
}

/**
 * Open tickets that each of these people has: held, or nobody's and rung for them last by a route.
 * @returns by person id; who has none is absent
 */
export async function loadsOf(tx: Write, people: readonly string[]): Promise<Map<string, number>> {
  const ids = JSON.stringify(people);
  const rows = await selectRows<LoadRow>(
    tx,
    `SELECT held."personId" AS "personId", count(*) AS "tickets" FROM (
       SELECT "ownerId" AS "personId", "id" FROM "Ticket"
       WHERE "state" <> 'closed' AND "ownerId" IN (SELECT value FROM json_each(?))
       UNION
       SELECT "Call"."personId" AS "personId", "Ticket"."id" FROM "Ticket" JOIN "Call" ON "Call"."ticketId" = "Ticket"."id"
       WHERE "Ticket"."state" <> 'closed' AND "Ticket"."ownerId" IS NULL AND "Call"."route" IS NOT NULL
         AND "Call"."personId" IN (SELECT value FROM json_each(?))
     ) AS held GROUP BY held."personId"`,
    ids,
    ids,
  );
  return new Map(rows.map(({ personId, tickets }) => [personId, Number(tickets)]));
}

/** The first of those who have fewest. @param people not empty */
export function leastBusy<Person extends { id: string }>(
  people: readonly Person[],
  loads: ReadonlyMap<string, number>,
): { person: Person; load: number } {
  const loaded = people.map((person) => ({ person, load: loads.get(person.id) ?? 0 }));
  return loaded.reduce((least, each) => (each.load < least.load ? each : least));
}
