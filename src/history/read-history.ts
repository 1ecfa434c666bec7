import type { Level } from '../../cards/card.ts';
import { readMuting } from '../alerts/muting.ts';
import type { Muting } from '../alerts/muting.ts';
import type { Desk } from '../desk.ts';
import type { Evidence } from '../rules/rule-kinds.ts';
import { selectRows } from '../store/rows.ts';
import { conditionsOf } from './history-filter.ts';
import type { HistoryFilter, HistoryPlace } from './history-filter.ts';
import { outcomeOf } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { readMissed } from './read-missed.ts';
import type { Noticed } from './read-missed.ts';

/** One alert with its cause, whom it reached and how it ended; instants in milliseconds. */
export interface HistoryEntry extends HistoryPlace {
  ruleName: string;
  ruleVersion: number;
  level: Level;
  state: string;
  muting: Muting | null;
  /** When it rang, where it did at once. A rule about waiting may be added long after the wait was over. */
  rangAt?: number | null;
  /** Number of the ticket that a group is named after. */
  leader: number | null;
  why: Evidence[];
  storeId: string;
  ticket: number;
  told: { name: string; means: string; at: number }[];
  outcome: Outcome;
  /** Of what no rule saw. */
  noticed?: Noticed;
}

interface AlertRow extends HistoryPlace {
  ruleName: string;
  ruleVersion: number;
  level: Level;
  state: string;
  muting: string | null;
  leader: number | null;
  rangAt: number | null;
  whySealed: string;
  storeId: string;
  ticketId: string;
  number: number;
  ticketState: string;
  resolution: string | null;
  answeredAt: number | null;
}

/** A page of the history, newest first. Two statements whatever its size; a page costs the same wherever it begins. */
export async function readHistory(
  desk: Desk,
  filter: HistoryFilter,
  page: { size: number; after?: HistoryPlace | undefined; skip?: number | undefined },
): Promise<HistoryEntry[]> {
  if (filter.state === 'missed') return readMissed(desk, filter, page);
  const { sql, values } = conditionsOf(filter, page.after);
  const rows = await selectRows<AlertRow>(
    desk.db.read,
    `SELECT "Alert"."id", "Alert"."at", "ruleName", "ruleVersion", "Alert"."level", "Alert"."state", "muting", "whySealed",
       CASE WHEN "muting" IS NULL THEN "toldAt" END AS "rangAt",
       "Alert"."storeId", "Alert"."ticketId", "number", "Ticket"."state" AS "ticketState", "resolution",
       CASE WHEN "firstRepliedAt" >= "Alert"."at" THEN "firstRepliedAt" WHEN "lastRepliedAt" >= "Alert"."at" THEN "lastRepliedAt" END AS "answeredAt",
       (SELECT "number" FROM "Ticket" AS first WHERE first."id" = "muting" ->> 'leader') AS "leader"
     FROM "Alert" CROSS JOIN "Ticket" ON "Ticket"."id" = "Alert"."ticketId"
     WHERE ${sql} ORDER BY "Alert"."at" DESC, "Alert"."id" DESC LIMIT ? OFFSET ?`,
    ...values,
    page.size,
    page.skip ?? 0,
  );
  const told = await readTold(
    desk,
    rows.map(({ ticketId }) => ticketId),
  );
  return rows.map(({ whySealed, ticketId, number, muting, ...row }) => ({
    ...row,
    ticket: number,
    muting: readMuting(muting),
    why: JSON.parse(desk.db.seal.open(whySealed)) as Evidence[],
    told: row.state === 'rang' ? (told.get(ticketId) ?? []).filter(({ at }) => at >= row.at) : [],
    outcome: outcomeOf(row),
  }));
}

/** Calls that reached somebody, by ticket, in order of time. */
async function readTold(desk: Desk, ticketIds: readonly string[]): Promise<Map<string, HistoryEntry['told']>> {
  const calls = await selectRows<{ ticketId: string; name: string; means: string; at: number }>(
    desk.db.read,
    `SELECT "ticketId", "name", "means", "settledAt" AS at FROM "Call" JOIN "Person" ON "Person"."id" = "personId"
     WHERE "ticketId" IN (SELECT value FROM json_each(?)) AND "Call"."state" = 'reached' ORDER BY "settledAt"`,
    JSON.stringify([...new Set(ticketIds)]),
  );
  return Map.groupBy(calls, ({ ticketId }) => ticketId);
}
