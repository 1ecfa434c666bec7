import { expect, test } from 'vitest';
import { compileCalendar } from '../../../src/clocks/calendar.ts';
import { HOUR_MS } from '../../../src/clocks/local-day.ts';
import type { Rule } from '../../../src/rules/compile-rules.ts';
import { parseRule } from '../../../src/rules/parse-rule.ts';
import { createReplay } from '../../../src/rules/replay-rule.ts';
import type { PastMessage, ReplayOptions, ReplayResult } from '../../../src/rules/replay-rule.ts';
import { at, hours } from '../clocks/calendars.ts';
import { facts } from './arbitraries.ts';

const calendar = compileCalendar(hours('24x7', 'Asia/Shanghai'));
const rules = (...texts: string[]): Rule[] =>
  texts.map((text) => ({ id: text, name: text, version: 1, definition: parseRule(text) }));
function replayRule(
  tried: readonly Rule[],
  messages: readonly PastMessage[],
  options: Omit<ReplayOptions, 'tried'>,
): ReplayResult {
  const replay = createReplay({ tried, ...options });
  for (const message of messages) replay.take(message);
  return replay.result();
}
const message = (id: string, when: string, text: string, answeredAfterH?: number): PastMessage => ({
  id,
  at: at(when),
  facts: facts({ text }),
  answeredAt: () => (answeredAfterH === undefined ? undefined : at(when) + answeredAfterH * HOUR_MS),
});

const past = [
  message('before', '2026-10-31T23:59+08:00', 'refund'),
  message('a', '2026-11-01T00:00+08:00', 'refund please', 1),
  message('b', '2026-11-01T23:30+08:00', 'refund, scam', 5),
  message('c', '2026-11-03T10:00+08:00', 'hello', 3),
  message('d', '2026-11-03T23:00+08:00', 'hello'),
  message('after', '2026-11-05T00:00+08:00', 'refund'),
];
const span = { calendar, from: at('2026-11-01T00:00+08:00'), to: at('2026-11-05T00:00+08:00') };

test('counts hits by local day and what no other rule saw', () => {
  const others = rules('when text contains "scam" then urgent');
  const replay = replayRule(rules('when text contains "refund" then urgent'), past, { ...span, others });
  expect(replay).toMatchObject({ messages: 4, total: 2, notCovered: 1, averagePerDay: 0.5 });
  expect(replay.perDay).toEqual([
    { date: '2026-11-01', hits: 2, notCovered: 1 },
    { date: '2026-11-02', hits: 0, notCovered: 0 },
    { date: '2026-11-03', hits: 0, notCovered: 0 },
    { date: '2026-11-04', hits: 0, notCovered: 0 },
  ]);
  expect(replay.perHour.flatMap((hits, hour) => (hits > 0 ? [[hour, hits]] : []))).toEqual([
    [0, 1],
    [23, 1],
  ]);
  expect(replay.overlaps).toEqual([{ rule: 'when text contains "scam" then urgent', hits: 1 }]);
  expect(replay.samples.map(({ id, covered }) => [id, covered])).toEqual([
    ['a', false],
    ['b', true],
  ]);
});

test('waiting counts until the answer, and the hit is on the day it would have rung', () => {
  const others = rules('when unanswered 4h calendar then normal');
  const replay = replayRule(rules('when unanswered 2h calendar then urgent'), past, { ...span, others });
  expect(replay.samples).toEqual([
    { id: 'b', at: at('2026-11-02T01:30+08:00'), covered: true },
    { id: 'c', at: at('2026-11-03T12:00+08:00'), covered: false },
    { id: 'd', at: at('2026-11-04T01:00+08:00'), covered: true },
  ]);
  expect(replay.perDay.map(({ hits }) => hits)).toEqual([0, 1, 1, 1]);
});

test('an empty past', () => {
  const none = rules();
  expect(replayRule(none, [], { ...span, others: none })).toMatchObject({
    messages: 0,
    total: 0,
    notCovered: 0,
    averagePerDay: 0,
    samples: [],
  });
});

test('several rules at once: a message is one hit, each rule has its own count', () => {
  const tried = rules('when text contains "refund" then urgent', 'when text contains "scam" then normal');
  expect(replayRule(tried, past, { ...span, others: [] })).toMatchObject({
    total: 2,
    notCovered: 2,
    byRule: [{ hits: 2 }, { hits: 1 }],
  });
});
