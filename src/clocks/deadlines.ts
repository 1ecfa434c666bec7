import type { Calendar } from './calendar.ts';
import type { ClockSubject } from './choose-policy.ts';
import { choosePolicy } from './choose-policy.ts';
import { HOUR_MS } from './local-day.ts';
import type { PlatformPolicy } from './platform-policy.ts';
import { platformPolicies } from './policies.ts';
import { policyDueAt } from './policy-due-at.ts';

/** First answer within two working hours unless the team says otherwise (FEATURES D3). */
export const DEFAULT_TEAM_TARGET_MS = 2 * HOUR_MS;

export interface Waiting {
  platform: string;
  /** ISO 3166 country of the site, lower case. */
  site: string;
  /** IANA zone of the site, in which the platform counts. */
  zone: string;
  /** Instant of the oldest unanswered message, as the platform stamped it. */
  since: number;
  /** Default `first_message`. */
  subject?: ClockSubject;
}

export interface ClockRules {
  calendar: Calendar;
  /** Open time to the first answer, default two hours. */
  teamTargetMs?: number;
  /** Default: the platforms' own; with a team's overrides use `policiesWith`. */
  policies?: readonly PlatformPolicy[];
}

export interface Deadlines {
  /** Absent when the platform sets no clock. */
  policyDueAt?: number;
  policy?: PlatformPolicy;
  teamDueAt: number;
}

/** Both clocks of a conversation as instants: the platform's by its own counting, the team's in open time. */
export function deadlinesFor(waiting: Waiting, rules: ClockRules): Deadlines {
  const { platform, site, zone, since, subject = 'first_message' } = waiting;
  const teamDueAt = rules.calendar.addOpenTime(since, rules.teamTargetMs ?? DEFAULT_TEAM_TARGET_MS);
  const policy = choosePolicy(rules.policies ?? platformPolicies, { platform, site, subject });
  if (!policy) return { teamDueAt };
  return { policyDueAt: policyDueAt(policy.counting, since, zone), policy, teamDueAt };
}

/** The clock that ends first: what a card counts down. The platform's wins a tie, because missing it costs more. */
export function nearer(deadlines: Pick<Deadlines, 'policyDueAt' | 'teamDueAt'>): { clock: 'policy' | 'team'; dueAt: number } {
  const { policyDueAt: policy, teamDueAt } = deadlines;
  return policy !== undefined && policy <= teamDueAt ? { clock: 'policy', dueAt: policy } : { clock: 'team', dueAt: teamDueAt };
}
