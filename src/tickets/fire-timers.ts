import type { Level } from '../../cards/card.ts';
import type { Desk } from '../desk.ts';
import { alertRow } from '../alerts/alert-row.ts';
import { countAlert } from '../alerts/count-alert.ts';
import { decideAll } from '../alerts/decide-all.ts';
import type { Candidate } from '../alerts/decide-all.ts';
import { reasonOf } from '../alerts/reason.ts';
import type { Reason } from '../alerts/reason.ts';
import { ticketSubjects } from '../alerts/ticket-subject.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { overtaken } from '../escalation/escalation-steps.ts';
import { peopleMeant } from '../escalation/people-meant.ts';
import { requestCalls } from '../escalation/request-calls.ts';
import { ringing } from '../escalation/ringing.ts';
import { tellInThread } from '../notify/tell-in-thread.ts';
import { tellOwner } from '../notify/tell-owner.ts';
import type { RuleMatch } from '../rules/compile-rules.ts';
import type { Judgement } from '../rules/trial.ts';
import type { Write } from '../store/database.ts';
import { insertRows } from '../store/rows.ts';
import { planSteps } from './plan-steps.ts';
import { requestCards } from '../notify/request-cards.ts';
import { insertTicketEvents } from './ticket-event.ts';
import { higherLevel, stateInHand } from './ticket-state.ts';
import type { Ticket } from './ticket-state.ts';
import { timed } from './ticket-steps.ts';
import type { TicketStep } from './ticket-steps.ts';
import { scheduleTimers, timerPayload } from './ticket-timer.ts';
import type * as z from 'zod';

/** Carries out what time has made due: warnings, rules about waiting, calls, the end of a snooze or an ownership. Each step once. */
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
  const { steps, facts } = (await planSteps(desk, tx, [subject])).get(ticket.id)!;
  const due = steps.filter(({ at }) => at <= now);
  const known = await tx.ticketEvent.findMany({
    where: { ticketId: ticket.id, onceKey: { in: due.map(({ key }) => key) } },
    select: { onceKey: true },
  });
  const open = due.filter(({ key }) => !known.some(({ onceKey }) => onceKey === key));
  let changed: Ticket = ticket;
  if (open.length > 0) {
    const time = { now, calendar: desk.hours.calendar() };
    const judged = facts && open.some(({ kind }) => kind === 'rule') ? desk.rules.judgeAt(facts, ticket.id, time) : [];
    const decided = await decideAll(desk, tx, await candidatesOf(desk, tx, open, judged, ticket));
    const muted = new Map(
      decided.flatMap(({ match, decision }) => ('muting' in decision ? [[match.ruleId, match.ruleName] as const] : [])),
    );
    for (const each of decided) countAlert(desk, tx, each);
    const rang = decided.filter(({ decision }) => decision.state === 'rang').map(({ match }) => match);
    const change = consequences(ticket, open, rang);
    const seen = open.some((step) => !isAside(step));
    // By its version: whoever else changed the ticket meanwhile wins, and this is looked at again.
    if (seen)
      changed = await tx.ticket.update({
        where: { id: ticket.id, version: ticket.version },
        data: { ...change, ...rung(desk, { ...ticket, ...change }), version: { increment: 1 } },
      });
    const fired: TicketStep[] = [];
    const owner = ticket.ownerId ? await tx.person.findUnique({ where: { id: ticket.ownerId } }) : null;
    for (const step of open)
      if ((await insertTicketEvents(tx, [eventOf(step, changed, { owner: owner?.name, muted })])) === 1) fired.push(step);
    await insertRows(
      tx,
      'Alert',
      decided.map((candidate) => alertRow(desk.db.seal, candidate)),
    );
    countMissed(desk, tx, fired);
    for (const step of withoutOvertaken(fired)) await tell(desk, tx, changed, step, owner?.name);
    if (seen) await requestCards(desk, tx, [ticket.id]);
    desk.db.afterCommit(tx, () => void desk.race('step-fired'));
  }
  await scheduleTimers(desk, tx, [{ ...changed, ...timed(changed) }]);
}

/** Nobody sees anything of it. */
const isAside = (step: TicketStep): boolean => step.kind === 'rule' && step.aside;

function countMissed(desk: Desk, tx: Write, fired: readonly TicketStep[]): void {
  for (const step of fired)
    if (step.kind === 'warning' && step.percent === 100)
      desk.db.afterCommit(tx, () => desk.tally.add('deadlines_missed', { clock: step.clock }));
}

/** Whether it rings after the change, as Prisma's columns take it. */
function rung(desk: Desk, ticket: Ticket): { ringingSince: Date | null; ringingLevel: string | null } {
  const { ringingSince, ringingLevel } = ringing({ ...ticket, ...timed(ticket) }, desk.clock.now());
  return { ringingSince: ringingSince === null ? null : new Date(ringingSince), ringingLevel };
}

/** Of what became due together only the last is said: of the warnings of one clock, and of the calls to one audience. */
function withoutOvertaken(fired: TicketStep[]): TicketStep[] {
  const calls = fired.filter((step) => step.kind === 'escalation');
  return fired.filter((step) =>
    step.kind === 'escalation'
      ? !overtaken(step, calls)
      : !fired.some(
          (other) =>
            step.kind === 'warning' && other.kind === 'warning' && other.clock === step.clock && other.percent > step.percent,
        ),
  );
}

function consequences(ticket: Ticket, fired: TicketStep[], matches: readonly RuleMatch[]) {
  let level = ticket.level as Level;
  let reasons = JSON.parse(ticket.reasons) as Reason[];
  let held: { heldUntil?: null; heldFor?: null } = {};
  let state: { state?: string; snoozedUntil?: null; ownerId?: null; claimedAt?: null } = {};
  for (const step of fired) {
    switch (step.kind) {
      case 'snooze_over':
        state = { state: ticket.unansweredSince ? stateInHand(ticket.ownerId) : 'waiting', snoozedUntil: null };
        break;
      case 'warning':
        // CHAT.md: at 100 % the card turns red.
        if (step.stage === 'due') level = 'urgent';
        else if (step.stage === 'near') level = higherLevel(level, 'important');
        // Its like has had time enough to come.
        if (step.stage !== 'early') held = { heldUntil: null, heldFor: null };
        break;
      case 'rule': {
        const match = step.aside ? undefined : matches.find(({ ruleId }) => ruleId === step.ruleId);
        if (!match) break;
        held = { heldUntil: null, heldFor: null };
        level = higherLevel(level, match.level);
        reasons = [...reasons.filter(({ ruleId }) => ruleId !== step.ruleId), reasonOf(match)];
        break;
      }
      case 'release':
        state = { state: 'new', ownerId: null, claimedAt: null };
        break;
      case 'escalation':
        break;
    }
  }
  return { level, reasons: JSON.stringify(reasons), ...state, ...held };
}

/** @param known.owner who held it before @param known.muted names of the rules that held and did not ring, by id */
function eventOf(
  step: TicketStep,
  ticket: Ticket,
  { owner = '', muted }: { owner: string | undefined; muted: ReadonlyMap<string, string> },
) {
  const base = { ticketId: ticket.id, at: step.at, version: ticket.version, onceKey: step.key };
  switch (step.kind) {
    case 'warning':
      return { ...base, kind: 'clock_warning' as const, data: { clock: step.clock, percent: step.percent } };
    case 'rule':
      if (step.aside) return { ...base, kind: 'rule_watched' as const };
      return { ...base, kind: 'rule_hit' as const, data: { ruleId: step.ruleId, muted: muted.get(step.ruleId) } };
    case 'snooze_over':
      return { ...base, kind: 'snooze_over' as const };
    case 'escalation':
      return { ...base, kind: 'escalated' as const, data: { tell: step.tell, by: step.by, track: step.track } };
    case 'release':
      return { ...base, kind: 'released' as const, data: { cause: step.cause, from: owner } };
  }
}

/** What the due rules hold for. */
async function candidatesOf(
  desk: Desk,
  tx: Write,
  due: TicketStep[],
  judged: readonly Judgement[],
  ticket: Ticket,
): Promise<Candidate[]> {
  const held = due.flatMap((step) => {
    if (step.kind !== 'rule') return [];
    const found = judged.find(({ match, state }) => match.ruleId === step.ruleId && (state === 'shadow') === step.aside);
    return found ? [{ ...found, at: step.at }] : [];
  });
  if (held.length === 0) return [];
  const subject = (await ticketSubjects(desk, tx, [ticket])).get(ticket.id)!;
  return held.map((judgement) => ({ ...judgement, subject, messageId: null }));
}

/** Who hears of a step, and how; `owner` held the ticket before it. */
async function tell(desk: Desk, tx: Write, ticket: Ticket, step: TicketStep, owner = ''): Promise<void> {
  switch (step.kind) {
    case 'snooze_over':
      return tellOwner(desk, tx, ticket, { text: 'tell.snooze_over', key: step.key });
    case 'warning': {
      // The owner is mentioned, nobody else: with the last warning and at the end.
      if (step.stage === 'early') return;
      const text = step.stage === 'due' ? 'tell.overdue' : 'tell.nearly_due';
      return tellOwner(desk, tx, ticket, { text, key: step.key, clock: step.clock });
    }
    case 'release': {
      const onDuty = await peopleMeant(desk, tx, ticket, 'duty');
      const people = onDuty.map(({ id }) => id);
      return tellInThread(desk, tx, ticket, { people, text: `tell.released_${step.cause}`, key: step.key, values: { owner } });
    }
    case 'escalation':
      return requestCalls(desk, tx, ticket, step);
    case 'rule':
  }
}
