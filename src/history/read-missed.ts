import type { Level } from '../../cards/card.ts';
import type { Desk } from '../desk.ts';
import { selectRows } from '../store/rows.ts';
import type { Value } from '../store/rows.ts';
import type { HistoryFilter, HistoryPlace } from './history-filter.ts';
import { outcomeOf } from './outcome.ts';
import type { HistoryEntry } from './read-history.ts';

/** How something was noticed that no rule had seen: an agent handed it up, or the platform opened a case. */
export type Noticed = { by: 'handed'; from: string; to: string } | { by: 'case'; type: string };

interface MissedRow extends HistoryPlace {
  by: 'handed' | 'case';
  /** The agent, or the type of the case. */
  first: string;
  /** The supervisor. */
  second: string | null;
  storeId: string;
  number: number;
  level: Level;
  ticketState: string;
  resolution: string | null;
  answeredAt: number | null;
}

/** Each incident with the newest ticket that it can be about; a case counts where the buyer had written before. */
const incidents = `
  SELECT e."id", e."ticketId", e."at", 'handed' AS "by", p."name" AS "first", q."name" AS "second", 1 AS place
    FROM "TicketEvent" e JOIN "Person" p ON p."id" = e."personId" JOIN "Person" q ON q."id" = e."data" ->> 'to'
    WHERE e."kind" = 'transferred' AND e."at" >= instant(?) AND p."role" = 'agent' AND q."role" IN ('supervisor', 'admin')
  UNION ALL
  SELECT s."id", t."id", s."openedAt", 'case', s."type", NULL,
      row_number() OVER (PARTITION BY s."id" ORDER BY t."openedAt" DESC)
    FROM "AfterSale" s
    JOIN "Conversation" c ON c."orderId" = s."orderId" AND c."storeId" = s."storeId"
    JOIN "Ticket" t ON t."conversationId" = c."id" AND t."openedAt" < s."openedAt"
    WHERE s."openedAt" >= instant(?) AND s."type" IN ('not_received', 'case', 'claim', 'dispute')`;

/**
 * What became serious though no rule had held for it by then: neither rang nor was muted (C15). One page, newest first, in the
 * shape of the alerts' history. A rule in the filter leaves nothing.
 */
export async function readMissed(
  desk: Desk,
  filter: HistoryFilter,
  page: { size: number; after?: HistoryPlace | undefined; skip?: number | undefined },
): Promise<HistoryEntry[]> {
  if (filter.ruleId) return [];
  const conditions: [string, ...Value[]][] = [];
  if (filter.before !== undefined) conditions.push(['m."at" < instant(?)', filter.before]);
  if (filter.storeId) conditions.push(['t."storeId" = ?', filter.storeId]);
  if (filter.level) conditions.push(['t."level" = ?', filter.level]);
  if (filter.personId) conditions.push(['t."ownerId" = ?', filter.personId]);
  if (page.after) conditions.push(['(m."at", m."id") < (instant(?), ?)', page.after.at, page.after.id]);
  const rows = await selectRows<MissedRow>(
    desk.db.read,
    `SELECT m."id", m."at", m."by", m."first", m."second", t."storeId", t."number", t."level", t."state" AS "ticketState", t."resolution",
       CASE WHEN t."firstRepliedAt" >= m."at" THEN t."firstRepliedAt" WHEN t."lastRepliedAt" >= m."at" THEN t."lastRepliedAt" END AS "answeredAt"
     FROM (${incidents}) AS m JOIN "Ticket" t ON t."id" = m."ticketId"
     WHERE m.place = 1 ${conditions.map(([sql]) => `AND ${sql}`).join(' ')}
       AND NOT EXISTS (SELECT 1 FROM "Alert" a WHERE a."ticketId" = t."id" AND a."state" <> 'shadow' AND a."at" <= m."at")
     ORDER BY m."at" DESC, m."id" DESC LIMIT ? OFFSET ?`,
    filter.since,
    filter.since,
    ...conditions.flatMap(([, ...values]) => values),
    page.size,
    page.skip ?? 0,
  );
  return rows.map(({ by, first, second, number, ...row }) => ({
    ...row,
    ruleName: '',
    ruleVersion: 0,
    state: 'missed',
    muting: null,
    leader: null,
    why: [],
    ticket: number,
    told: [],
    outcome: outcomeOf(row),
    noticed: by === 'handed' ? { by, from: first, to: second ?? '' } : { by, type: first },
  }));
}
