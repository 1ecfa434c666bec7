import type { Calendar } from '../clocks/calendar.ts';
import { DAY_MS, HOUR_MS, isoDateOf } from '../clocks/local-day.ts';
import { wallTimeAt } from '../clocks/wall-time.ts';
import { compileRules } from './compile-rules.ts';
import type { Rule } from './compile-rules.ts';
import type { MessageFacts } from './facts.ts';
import { isTimeBound } from './is-time-bound.ts';

/** A message of the past as rules would have seen it. */
export interface PastMessage {
  id: string;
  /** Instant of arrival. */
  at: number;
  /** Instant of the answer; undefined = never answered so far. Asked only where a rule's waiting depends on it. */
  answeredAt: () => number | undefined;
  facts: MessageFacts;
}

export interface ReplayOptions {
  /** The rules under trial. A message that several of them hit is one hit. */
  tried: readonly Rule[];
  /** The rules in force, to tell what those under trial would have added. */
  others: readonly Rule[];
  calendar: Calendar;
  /** The replayed span; messages outside are left out. `to` ends the waiting of what is unanswered. */
  from: number;
  to: number;
}

export interface ReplayHit {
  id: string;
  /** Instant at which it would have rung. */
  at: number;
  covered: boolean;
}

export interface ReplayResult {
  messages: number;
  total: number;
  /** Hits that no other rule would have made. */
  notCovered: number;
  /** Every local day of the span, hits or not, in the calendar's zone: `2026-11-21`. */
  perDay: { date: string; hits: number; notCovered: number }[];
  /** By days of 24 h; the span touches one local day more. */
  averagePerDay: number;
  /** Hits by local hour, 0 to 23. */
  perHour: number[];
  /** Which of the rules under trial hit how often, most first. */
  byRule: { rule: string; hits: number }[];
  /** Which other rules saw the same messages, most first. */
  overlaps: { rule: string; hits: number }[];
  /** The latest hits, newest last. */
  samples: ReplayHit[];
}

export interface Replay {
  take(message: PastMessage): void;
  result(): ReplayResult;
}

export const samplesShown = 10;

/**
 * What rules would have done, message by message in any order. The same matcher as live: conditions on waiting count until
 * the answer came. Memory depends on the span and the rules, not on the messages.
 */
export function createReplay({ tried, others, calendar, from, to }: ReplayOptions): Replay {
  const zone = calendar.definition.zone;
  const perDay = new Map<number, { hits: number; notCovered: number }>();
  const lastDay = wallTimeAt(zone, Math.max(from, to - 1)).day;
  for (let day = wallTimeAt(zone, from).day; day <= lastDay; day++) perDay.set(day, { hits: 0, notCovered: 0 });
  const perHour = Array.from({ length: 24 }, () => 0);
  const ringsOfTried = ringer(tried, calendar, to);
  const ringsOfOthers = ringer(others, calendar, to);
  const byRule = new Map<string, number>();
  const overlaps = new Map<string, number>();
  const samples: ReplayHit[] = [];
  let messages = 0;
  let total = 0;
  let notCovered = 0;

  return {
    take(message) {
      if (message.at < from || message.at >= to) return;
      messages++;
      const rings = ringsOfTried(message);
      if (rings.length === 0) return;
      const at = Math.min(...rings.map((ring) => ring.at));
      const also = ringsOfOthers(message);
      total++;
      for (const { rule } of rings) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
      for (const { rule } of also) overlaps.set(rule, (overlaps.get(rule) ?? 0) + 1);
      const { day, time } = wallTimeAt(zone, at);
      const counts = perDay.get(day) ?? { hits: 0, notCovered: 0 };
      perDay.set(day, counts);
      counts.hits++;
      perHour[Math.floor((time % DAY_MS) / HOUR_MS)]!++;
      if (also.length === 0) {
        notCovered++;
        counts.notCovered++;
      }
      samples.push({ id: message.id, at, covered: also.length > 0 });
      if (samples.length > samplesShown * 100) keepLatest(samples);
    },
    result: () => ({
      messages,
      total,
      notCovered,
      perDay: [...perDay].map(([day, counts]) => ({ date: isoDateOf(day), ...counts })),
      averagePerDay: total / Math.max(1, (to - from) / DAY_MS),
      perHour,
      byRule: namedCounts(byRule, tried),
      overlaps: namedCounts(overlaps, others),
      samples: keepLatest(samples),
    }),
  };
}

/** When each rule first rings for a message: on arrival, or while it waited. Rules that only the clock moves are asked apart. */
function ringer(
  rules: readonly Rule[],
  calendar: Calendar,
  to: number,
): (message: PastMessage) => { rule: string; at: number }[] {
  const arriving = compileRules(rules);
  const timeBound = rules.filter(({ definition }) => isTimeBound(definition));
  const waiting = timeBound.length > 0 ? compileRules(timeBound) : null;
  return ({ at, facts, answeredAt }) => {
    const rings = arriving.match(facts).map(({ ruleId }) => ({ rule: ruleId, at }));
    if (!waiting) return rings;
    const timers = waiting.unansweredTimers({ ...facts, unansweredSince: facts.unansweredSince ?? at }, calendar);
    if (timers.length === 0) return rings;
    const until = Math.min(answeredAt() ?? to, to);
    return [...rings, ...timers.filter(({ dueAt }) => dueAt < until).map(({ ruleId, dueAt }) => ({ rule: ruleId, at: dueAt }))];
  };
}

function keepLatest(samples: ReplayHit[]): ReplayHit[] {
  samples.sort((a, b) => a.at - b.at);
  samples.splice(0, samples.length - samplesShown);
  return samples;
}

function namedCounts(counts: ReadonlyMap<string, number>, rules: readonly Rule[]): { rule: string; hits: number }[] {
  const names = new Map(rules.map(({ id, name }) => [id, name]));
  return [...counts].map(([id, hits]) => ({ rule: names.get(id)!, hits })).sort((a, b) => b.hits - a.hits);
}
