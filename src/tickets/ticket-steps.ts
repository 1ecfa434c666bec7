import { warningsBetween } from '../clocks/warnings.ts';
import type { Calendar } from '../clocks/calendar.ts';
import { escalationSteps } from '../escalation/escalation-steps.ts';
import type { EscalationStep } from '../escalation/escalation-steps.ts';
import type { EscalationPolicy } from '../escalation/policy.ts';
import type { RuleTimer } from '../rules/trial.ts';
import type { ReleaseStep } from './release-steps.ts';
import type { Ticket } from './ticket-state.ts';

/** Something that happens to a ticket because time passes. `key` makes it happen once. */
export type TicketStep =
  | { kind: 'warning'; key: string; at: number; clock: 'policy' | 'team'; percent: number; stage: WarningStage }
  | RuleStep
  | { kind: 'snooze_over'; key: string; at: number }
  | EscalationStep
  | ReleaseStep;

/** A rule that waiting makes hold; `aside`: it is only recorded. */
export interface RuleStep {
  kind: 'rule';
  key: string;
  at: number;
  ruleId: string;
  aside: boolean;
}

/** `near` is the last before the deadline, at which people are told; `due` the deadline itself. */
export type WarningStage = 'early' | 'near' | 'due';

/** The part of a ticket that time acts on; instants in milliseconds. */
export interface TimedTicket {
  state: string;
  ownerId: string | null;
  claimedAt: number | null;
  unansweredSince: number | null;
  policyDueAt: number | null;
  teamDueAt: number | null;
  snoozedUntil: number | null;
  ringingSince: number | null;
  ringingLevel: string | null;
}

export function timed(ticket: Ticket): TimedTicket {
  const { state, ownerId, claimedAt, unansweredSince, policyDueAt, teamDueAt, snoozedUntil, ringingSince, ringingLevel } = ticket;
  return {
    state,
    ownerId,
    claimedAt: ms(claimedAt),
    unansweredSince: ms(unansweredSince),
    policyDueAt: ms(policyDueAt),
    teamDueAt: ms(teamDueAt),
    snoozedUntil: ms(snoozedUntil),
    ringingSince: ms(ringingSince),
    ringingLevel,
  };
}

const ms = (date: Date | null): number | null => date?.getTime() ?? null;

export interface StepRules {
  calendar: Calendar;
  policy: EscalationPolicy;
  hasRoster: boolean;
  /** Shares of a deadline at which people are warned before it ends, in percent, rising. */
  warningPercents: readonly number[];
  /** For this ticket's conversation. */
  ruleTimers: readonly RuleTimer[];
  /** When its owner loses it. */
  releases: readonly ReleaseStep[];
}

/**
 * All steps of a ticket as it now stands, in order of time: the warnings of both clocks, the rules that time makes true,
 * the calls of the escalation and the end of an ownership, or, while it is put aside, the end of that.
 */
export function ticketSteps(ticket: TimedTicket, rules: StepRules): TicketStep[] {
  if (ticket.state === 'snoozed' && ticket.snoozedUntil) {
    return [{ kind: 'snooze_over', key: `snooze@${ticket.snoozedUntil}`, at: ticket.snoozedUntil }];
  }
  const since = ticket.unansweredSince;
  if (ticket.state === 'closed' || since === null) return [];
  const steps: TicketStep[] = rules.ruleTimers.map(({ ruleId, dueAt, aside }) => ({
    kind: 'rule',
    key: `${aside ? 'watched' : 'rule'}-${ruleId}@${since}`,
    at: dueAt,
    ruleId,
    aside,
  }));
  const clocks = [
    { clock: 'policy', dueAt: ticket.policyDueAt, calendar: undefined },
    { clock: 'team', dueAt: ticket.teamDueAt, calendar: rules.calendar },
  ] as const;
  for (const { clock, dueAt, calendar } of clocks) {
    if (dueAt === null) continue;
    const percents = [...rules.warningPercents, 100];
    const shares = percents.map((percent) => percent / 100);
    for (const [index, { at }] of warningsBetween({ since, dueAt, calendar }, shares).entries()) {
      const percent = percents[index]!;
      const stage = percent === 100 ? 'due' : index === percents.length - 2 ? 'near' : 'early';
      steps.push({ kind: 'warning', key: `${clock}-${percent}@${since}`, at, clock, percent, stage });
    }
  }
  steps.push(...escalationSteps(ticket, rules), ...rules.releases);
  return steps.sort((a, b) => a.at - b.at);
}
