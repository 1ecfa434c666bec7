import type { Calendar } from '../clocks/calendar.ts';
import { isoDateOf } from '../clocks/local-day.ts';
import { wallTimeAt } from '../clocks/wall-time.ts';
import type { Matcher } from './compile-rules.ts';
import type { MessageFacts } from './facts.ts';

/** A message of the past as rules would have seen it. */
export interface PastMessage {
  id: string;
  /** Instant of arrival. */
  at: number;
  /** Instant of the answer; absent = never answered so far. */
  answeredAt?: number;
  facts: MessageFacts;
}

export interface ReplayOptions {
  /** The rules in force, to tell what the rule under trial would have added. */
  others: Matcher;
  calendar: Calendar;
  /** The replayed span; messages outside are left out. `to` ends the waiting of what is unanswered. */
  from: number;
  to: number;
}

export interface Replay {
  messages: number;
  total: number;
  /** Hits that no other rule would have made. */
  notCovered: number;
  /** Every local day of the span, hits or not, in the calendar's zone: `2026-11-21`. */
  perDay: { date: string; hits: number }[];
  averagePerDay: number;
  hits: { id: string; at: number; covered: boolean }[];
}

/**
 * What a rule would have done. The same matcher as live: conditions on waiting count until the answer came.
 * @param matcher the rule under trial, compiled alone
 */
export function replayRule(matcher: Matcher, past: readonly PastMessage[], options: ReplayOptions): Replay {
  const { from, to, calendar, others } = options;
  const zone = calendar.definition.zone;
  const perDay = new Map<string, number>();
  const lastDay = wallTimeAt(zone, Math.max(from, to - 1)).day;
  for (let day = wallTimeAt(zone, from).day; day <= lastDay; day++) perDay.set(isoDateOf(day), 0);

  const within = past.filter(({ at }) => at >= from && at < to);
  const hits: Replay['hits'] = [];
  for (const message of within) {
    const at = firstHit(matcher, message, options);
    if (at === null) continue;
    hits.push({ id: message.id, at, covered: firstHit(others, message, options) !== null });
    const date = isoDateOf(wallTimeAt(calendar.definition.zone, at).day);
    perDay.set(date, (perDay.get(date) ?? 0) + 1);
  }
  return {
    messages: within.length,
    total: hits.length,
    notCovered: hits.filter(({ covered }) => !covered).length,
    perDay: [...perDay].map(([date, count]) => ({ date, hits: count })),
    averagePerDay: perDay.size === 0 ? 0 : hits.length / perDay.size,
    hits,
  };
}

/** When a matcher first rang for a message: on arrival, or while it waited. */
function firstHit(matcher: Matcher, { at, answeredAt, facts }: PastMessage, { calendar, to }: ReplayOptions): number | null {
  if (matcher.match(facts).length > 0) return at;
  const waiting = matcher.unansweredTimers({ ...facts, unansweredSince: facts.unansweredSince ?? at }, calendar);
  const dueAt = Math.min(...waiting.map((timer) => timer.dueAt));
  return dueAt < Math.min(answeredAt ?? to, to) ? dueAt : null;
}
