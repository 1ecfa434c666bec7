import type { zhClock } from './zh-clock.ts';

/** The same, in English. */
export const enClock: Record<keyof typeof zhClock, string> = {
  'card.policy_clock': 'Platform limit',
  'card.team_clock': 'Team target',
  'card.due': 'by {at} · {left}',
  'history.clock_warning.policy': '{percent}% of the platform limit used',
  'history.clock_warning.team': '{percent}% of the team target used',
  'history.clock_over.policy': 'Platform limit reached',
  'history.clock_over.team': 'Team target reached',
  'span.under_a_minute': '<1 min',
  'clock.business_time': '{words} (business hours)',
  'clock.weekdays': '{words} (weekdays)',
  'say.sla':
    'First response target {target} of business hours (/hours). Warnings at {warnings} (change: /sla warn 50% 80%). Platform limits:\n{lines}',
  'say.sla_line':
    '{platform} · {limit} · {counting} · {standing, select, official {official} unconfirmed {unconfirmed} target {no official limit, a sensible aim} other {set by the team}}{dated, select, yes { · {date}} other {}}',
  'say.sla_none': 'No platform of your stores sets a limit',
  'say.sla_hours': '{hours} h',
  'say.sla_within': 'within {span}',
  'say.sla_by': 'by {time} the same day',
  'say.sla_counting.rolling': 'weekends and holidays count',
  'say.sla_counting.weekend_to_monday': 'what comes at the weekend by Monday {time}',
  'say.sla_counting.daily_cutoff': 'what comes after {time} counts for the next day',
  'say.sla_counting.weekday_hours': 'Monday to Friday only',
  'say.sla_first_only': 'first message of a conversation only, {counting}',
};
