import type { Value } from '../store/rows.ts';

export const historyStates = ['rang', 'muted', 'missed'] as const;
export type HistoryState = (typeof historyStates)[number];

/** What to look for among the alerts; instants in milliseconds. Everything given must hold. */
export interface HistoryFilter {
  /** Alerts from this instant on. */
  since: number;
  before?: number | undefined;
  ruleId?: string | undefined;
  storeId?: string | undefined;
  level?: 'urgent' | 'important' | 'normal' | undefined;
  /** `missed` = what no rule saw: read-missed.ts. */
  state?: HistoryState | undefined;
  /** Who was told, or held the ticket. */
  personId?: string | undefined;
}

/** Where a page ends: the next begins behind it. */
export interface HistoryPlace {
  at: number;
  id: string;
}

/** The filter as conditions on "Alert", with their values in order. Variants that only run in the shadow are no history. */
export function conditionsOf(filter: HistoryFilter, after?: HistoryPlace): { sql: string; values: Value[] } {
  const parts: [string, ...Value[]][] = [['"Alert"."at" >= instant(?)', filter.since]];
  if (filter.before !== undefined) parts.push(['"Alert"."at" < instant(?)', filter.before]);
  if (filter.ruleId) parts.push(['"ruleId" = ?', filter.ruleId]);
  if (filter.storeId) parts.push(['"Alert"."storeId" = ?', filter.storeId]);
  if (filter.level) parts.push(['"Alert"."level" = ?', filter.level]);
  parts.push(filter.state ? ['"Alert"."state" = ?', filter.state] : [`"Alert"."state" || '' <> 'shadow'`]);
  if (filter.personId)
    parts.push([
      `("Ticket"."ownerId" = ? OR "Alert"."ticketId" IN (SELECT "ticketId" FROM "Call" WHERE "personId" = ? AND "askedAt" >= instant(?)))`,
      filter.personId,
      filter.personId,
      filter.since,
    ]);
  if (after) parts.push(['("Alert"."at", "Alert"."id") < (instant(?), ?)', after.at, after.id]);
  return { sql: parts.map(([sql]) => sql).join(' AND '), values: parts.flatMap(([, ...values]) => values) };
}
