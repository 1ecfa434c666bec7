import type { Desk } from '../desk.ts';
import type { RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { releaseSteps } from './release-steps.ts';
import { readTicketFacts } from './ticket-facts.ts';
import type { FactsSubject } from './ticket-facts.ts';
import { ticketSteps } from './ticket-steps.ts';
import type { TicketStep, TimedTicket } from './ticket-steps.ts';
import type { MessageFacts } from '../rules/facts.ts';

export interface Plan {
  steps: TicketStep[];
  /** Absent where nobody waits. */
  facts: MessageFacts | undefined;
}

/** What lies before each of these tickets by the rules, hours, roster and escalation as they are now. By ticket id. */
export async function planSteps(
  desk: Desk,
  tx: RowWrite,
  tickets: readonly (TimedTicket & FactsSubject)[],
): Promise<Map<string, Plan>> {
  const calendar = desk.hours.calendar();
  await desk.rules.keepUp(tx);
  const facts = await readTicketFacts(
    desk,
    tx,
    tickets.filter((ticket) => ticket.unansweredSince !== null),
  );
  const touched = await readTouched(
    tx,
    tickets.filter(({ state, unansweredSince }) => state === 'claimed' && unansweredSince !== null).map(({ id }) => id),
  );
  const shared = {
    calendar,
    roster: desk.roster.roster(),
    hasRoster: desk.roster.isKept(),
    policy: desk.settings.get('escalation'),
    warningPercents: desk.settings.get('warningPercents'),
    ownershipMs: desk.settings.get('ownershipMs'),
  };
  return new Map(
    tickets.map((ticket) => {
      const known = facts.get(ticket.id);
      const steps = ticketSteps(ticket, {
        ...shared,
        ruleTimers: known ? desk.rules.timers(known, ticket.id, calendar) : [],
        releases: releaseSteps(ticket, { ...shared, touchedAt: touched.get(ticket.id) ?? null }),
      });
      return [ticket.id, { steps, facts: known }];
    }),
  );
}

/** When a person last did something to each ticket, or something came of what they did. */
async function readTouched(tx: RowWrite, ticketIds: string[]): Promise<Map<string, number>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await selectRows<{ ticketId: string; at: number }>(
    tx,
    `SELECT "ticketId", max("at") AS at FROM "TicketEvent"
     WHERE "ticketId" IN (SELECT value FROM json_each(?)) AND ("personId" IS NOT NULL OR "kind" = 'snooze_over' OR "kind" LIKE 'reply%') GROUP BY "ticketId"`,
    JSON.stringify(ticketIds),
  );
  return new Map(rows.map(({ ticketId, at }) => [ticketId, at]));
}
