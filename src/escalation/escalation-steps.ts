import type { Level } from '../../cards/card.ts';
import type { Calendar } from '../clocks/calendar.ts';
import { warningsBetween } from '../clocks/warnings.ts';
import type { Means } from './means.ts';
import type { Audience, EscalationPolicy } from './policy.ts';

/** People to be told at an instant. `key` makes it happen once; `since` tells the run it belongs to. */
export interface EscalationStep {
  kind: 'escalation';
  key: string;
  at: number;
  /** Nobody has taken it, or a clock runs down. */
  track: 'unclaimed' | 'clock';
  since: number;
  tell: Audience;
  by: Means[];
}

export interface EscalatingTicket {
  ownerId: string | null;
  unansweredSince: number | null;
  policyDueAt: number | null;
  teamDueAt: number | null;
  ringingSince: number | null;
  ringingLevel: string | null;
}

/**
 * The calls a ticket has before it as it now stands, in no order. Conditions by hours are judged for the instant of the
 * step itself.
 * @param rules.hasRoster without a roster nobody is on duty by nobody's mistake, and such steps do not exist
 */
export function escalationSteps(
  ticket: EscalatingTicket,
  rules: { policy: EscalationPolicy; calendar: Calendar; hasRoster: boolean },
): EscalationStep[] {
  return [...waitingSteps(ticket, rules), ...clockSteps(ticket, rules)];
}

type Rules = Parameters<typeof escalationSteps>[1];

function waitingSteps({ ringingSince: since, ringingLevel: level }: EscalatingTicket, rules: Rules): EscalationStep[] {
  if (since === null || level === null) return [];
  return rules.policy[level as Level].flatMap(({ afterMs, tell, by, when, repeat }) =>
    exists(tell, null, rules)
      ? Array.from({ length: repeat?.times ?? 1 }, (_, round) => ({
          kind: 'escalation' as const,
          key: `ring:${tell}:${by.join('+')}:${afterMs}:${round}@${since}`,
          at: since + afterMs + round * (repeat?.everyMs ?? 0),
          track: 'unclaimed' as const,
          since,
          tell,
          by,
        })).filter(({ at }) => fits(when, at, rules.calendar))
      : [],
  );
}

function clockSteps(ticket: EscalatingTicket, rules: Rules): EscalationStep[] {
  const { unansweredSince: since, policyDueAt, teamDueAt } = ticket;
  if (since === null) return [];
  const byTeam = teamDueAt !== null && (policyDueAt === null || teamDueAt < policyDueAt);
  const dueAt = byTeam ? teamDueAt : policyDueAt;
  if (dueAt === null) return [];
  const span = { since, dueAt, calendar: byTeam ? rules.calendar : undefined };
  const steps = rules.policy.clock.filter(({ tell }) => exists(tell, ticket.ownerId, rules));
  const shares = steps.map(({ percent }) => percent / 100);
  return warningsBetween(span, shares).flatMap(({ at }, index) => {
    const { percent, tell, by, when } = steps[index]!;
    const key = `clock:${percent}:${tell}:${by.join('+')}@${since}`;
    return fits(when, at, rules.calendar)
      ? [{ kind: 'escalation' as const, key, at, track: 'clock' as const, since, tell, by }]
      : [];
  });
}

const exists = (tell: Audience, ownerId: string | null, { hasRoster }: Rules): boolean =>
  hasRoster || tell === 'supervisor' || (tell === 'owner' && ownerId !== null);

const fits = (when: 'always' | 'open' | 'closed', at: number, calendar: Calendar): boolean =>
  when === 'always' || calendar.isOpen(at) === (when === 'open');

/** Of the steps that became due together, an audience hears the last of each track only: after an outage nobody rings five times. */
export function overtaken(step: EscalationStep, due: readonly EscalationStep[]): boolean {
  return due.some(
    (other) =>
      other !== step &&
      other.track === step.track &&
      other.tell === step.tell &&
      (other.at > step.at ||
        (other.at === step.at && due.indexOf(other) > due.indexOf(step) && other.by.join() === step.by.join())),
  );
}
