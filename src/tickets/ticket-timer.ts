import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobRequest } from '../jobs/job.ts';
import type { Write } from '../store/database.ts';
import { readTicketFacts } from './ticket-facts.ts';
import type { FactsSubject } from './ticket-facts.ts';
import { ticketSteps } from './ticket-steps.ts';
import type { TimedTicket } from './ticket-steps.ts';

export const timerPayload = z.object({ ticketId: z.string() });

const timerKey = (ticketId: string): string => `timer:${ticketId}`;

/**
 * One timer row per ticket, at the next step that lies ahead: its cost follows what is due, not what is open. A ticket
 * with nothing ahead gives its timer back.
 */
export async function scheduleTimers(desk: Desk, tx: Write, tickets: readonly (TimedTicket & FactsSubject)[]): Promise<void> {
  const now = desk.clock.now();
  const calendar = desk.hours.calendar();
  const facts = await readTicketFacts(desk, tx, tickets.filter((ticket) => ticket.unansweredSince !== null));
  const requests: JobRequest[] = [];
  const idle: string[] = [];
  for (const ticket of tickets) {
    const known = facts.get(ticket.id);
    const ruleTimers = known ? desk.rules.matcher().unansweredTimers(known, calendar) : [];
    const next = ticketSteps(ticket, calendar, ruleTimers).find(({ at }) => at > now);
    if (next) requests.push({ kind: 'ticket-timer', key: timerKey(ticket.id), payload: { ticketId: ticket.id }, dueAt: next.at });
    else idle.push(timerKey(ticket.id));
  }
  await desk.queue.enqueue(tx, requests);
  await desk.queue.cancel(tx, idle);
}
