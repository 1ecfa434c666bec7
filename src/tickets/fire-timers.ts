import type { Level } from '../../cards/card.ts';
import type { Desk } from '../desk.ts';
import { reasonOf } from '../inbox/apply-buyer-message.ts';
import type { Reason } from '../inbox/apply-buyer-message.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { tellOwner } from '../notify/tell-owner.ts';
import type { MessageFacts } from '../rules/facts.ts';
import type { Write } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { insertRows } from '../store/sqlite-rows.ts';
import { readTicketFacts } from './ticket-facts.ts';
import { requestCards } from '../notify/request-cards.ts';
import { insertTicketEvents } from './ticket-event.ts';
import { higherLevel, stateInHand } from './ticket-state.ts';
import type { Ticket } from './ticket-state.ts';
import { ticketSteps, timed } from './ticket-steps.ts';
import type { TicketStep } from './ticket-steps.ts';
import { scheduleTimers, timerPayload } from './ticket-timer.ts';
import type * as z from 'zod';

/** Carries out what time has made due: warnings of both clocks, rules about waiting, the end of a snooze. Each step once. */
export function fireTimers(desk: Desk): JobDefinition<z.infer<typeof timerPayload>> {
  return {
    kind: 'ticket-timer',
    payload: timerPayload,
    maxAttempts: 20,
    batch: 100,
    concurrency: 1,
    async handle(jobs) {
      await desk.db.write(async (tx) => {
        const tickets = await tx.ticket.findMany({ where: { id: { in: jobs.map(({ payload }) => payload.ticketId) } } });
        for (const ticket of tickets) await fire(desk, tx, ticket);
      });
      return {};
    },
  };
}

async function fire(desk: Desk, tx: Write, ticket: Ticket): Promise<void> {
  const now = desk.clock.now();
  const subject = { ...ticket, ...timed(ticket) };
  const facts = (await readTicketFacts(desk, tx, [subject])).get(ticket.id)!;
  const calendar = desk.hours.calendar();
  const due = ticketSteps(subject, calendar, desk.rules.matcher().unansweredTimers(facts, calendar)).filter(
    ({ at }) => at <= now,
  );
  const known = await tx.ticketEvent.findMany({
    where: { ticketId: ticket.id, onceKey: { in: due.map(({ key }) => key) } },
    select: { onceKey: true },
  });
  const fired = due.filter(({ key }) => !known.some(({ onceKey }) => onceKey === key));
  let changed: Ticket = ticket;
  if (fired.length > 0) {
    changed = await tx.ticket.update({
      where: { id: ticket.id },
      data: { ...consequences(desk, ticket, fired, facts), version: { increment: 1 } },
    });
    await insertTicketEvents(
      tx,
      fired.map((step) => eventOf(step, changed)),
    );
    await insertRows(tx, 'RuleHit', hitsOf(fired, ticket.id));
    for (const step of withoutOvertaken(fired)) await tell(desk, tx, changed, step);
    await requestCards(desk, tx, [ticket.id]);
  }
  await scheduleTimers(desk, tx, [{ ...changed, ...timed(changed) }]);
}

/** Of several warnings of one clock that became due together only the last is said. */
const withoutOvertaken = (fired: TicketStep[]): TicketStep[] =>
  fired.filter(
    (step) =>
      !fired.some(
        (other) =>
          step.kind === 'warning' && other.kind === 'warning' && other.clock === step.clock && other.percent > step.percent,
      ),
  );

function consequences(desk: Desk, ticket: Ticket, fired: TicketStep[], facts: MessageFacts) {
  let level = ticket.level as Level;
  let reasons = JSON.parse(ticket.reasons) as Reason[];
  let state: { state?: string; snoozedUntil?: null } = {};
  for (const step of fired) {
    switch (step.kind) {
      case 'snooze_over':
        state = { state: ticket.unansweredSince ? stateInHand(ticket.ownerId) : 'waiting', snoozedUntil: null };
        break;
      case 'warning':
        // CHAT.md: at 100 % the card turns red.
        if (step.percent >= 100) level = 'urgent';
        else if (step.percent >= 80) level = higherLevel(level, 'important');
        break;
      case 'rule': {
        const match = desk.rules
          .matcher()
          .matchAt(facts, { now: desk.clock.now(), calendar: desk.hours.calendar() })
          .find(({ ruleId }) => ruleId === step.ruleId);
        if (!match) break;
        level = higherLevel(level, match.level);
        reasons = [...reasons.filter(({ ruleId }) => ruleId !== step.ruleId), reasonOf(match)];
        break;
      }
    }
  }
  return { level, reasons: JSON.stringify(reasons), ...state };
}

function eventOf(step: TicketStep, ticket: Ticket) {
  const base = { ticketId: ticket.id, at: step.at, version: ticket.version, onceKey: step.key };
  switch (step.kind) {
    case 'warning':
      return { ...base, kind: 'clock_warning' as const, data: { clock: step.clock, percent: step.percent } };
    case 'rule':
      return { ...base, kind: 'rule_hit' as const, data: { ruleId: step.ruleId } };
    case 'snooze_over':
      return { ...base, kind: 'snooze_over' as const };
  }
}

function hitsOf(fired: TicketStep[], ticketId: string) {
  return fired.flatMap((step) =>
    step.kind === 'rule' ? [{ id: newId(), ruleId: step.ruleId, ticketId, messageId: null, at: step.at, why: step.key }] : [],
  );
}

/** 80 %: the owner is mentioned, nobody else; the same when a snooze ends. */
async function tell(desk: Desk, tx: Write, ticket: Ticket, step: TicketStep): Promise<void> {
  if (step.kind === 'snooze_over') await tellOwner(desk, tx, ticket, { text: 'tell.snooze_over', key: step.key });
  if (step.kind === 'warning' && step.percent >= 80) {
    await tellOwner(desk, tx, ticket, {
      text: step.percent >= 100 ? 'tell.overdue' : 'tell.nearly_due',
      key: step.key,
      clock: step.clock,
    });
  }
}
