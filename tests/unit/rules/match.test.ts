import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileCalendar } from '../../../src/clocks/calendar.ts';
import { HOUR_MS } from '../../../src/clocks/local-day.ts';
import { compileRules } from '../../../src/rules/compile-rules.ts';
import type { Rule } from '../../../src/rules/compile-rules.ts';
import { describeWhy } from '../../../src/rules/describe-evidence.ts';
import { parseRule } from '../../../src/rules/parse-rule.ts';
import type { RuleDefinition } from '../../../src/rules/rule-definition.ts';
import { at, hours } from '../clocks/calendars.ts';
import { definitionArbitrary, facts, factsArbitrary } from './arbitraries.ts';
import { holds } from './naive-evaluator.ts';

const rule = (definition: RuleDefinition, index = 0): Rule => ({
  id: `r${index}`,
  name: `rule ${index}`,
  version: 3,
  definition,
});
const rules = (...texts: string[]) => compileRules(texts.map((text, index) => rule(parseRule(text), index)));
const always = compileCalendar(hours('24x7', 'UTC'));
const office = compileCalendar(hours('Mon-Fri 09:00-18:00', 'Asia/Shanghai'));

test('a match says which rule, how urgent and why', () => {
  const matcher = rules('当 内容包含 "退款","Geld zurück" 且 平台是 亚马逊 且 语气不满 则 紧急');
  const [match, ...rest] = matcher.match(facts({ text: 'Ich will mein Geld zurück!', dissatisfied: true, dissatisfaction: 0.9 }));
  expect(rest).toEqual([]);
  expect(match).toEqual({
    ruleId: 'r0',
    ruleName: 'rule 0',
    ruleVersion: 3,
    level: 'urgent',
    why: [
      { kind: 'keywords', found: ['Geld zurück'] },
      { kind: 'scope', field: 'platform', value: 'amazon' },
      { kind: 'tone', dissatisfaction: 0.9 },
    ],
  });
  expect(describeWhy(match!.why, 'zh')).toBe('出现「Geld zurück」 · 语气不满');
  expect(describeWhy(match!.why, 'en')).toBe('contains “Geld zurück” · unhappy tone');
});

test('where nothing else is a reason, the place is one', () => {
  const [match] = rules('when platform is amazon then normal').match(facts());
  expect(describeWhy(match!.why, 'zh')).toBe('平台是亚马逊');
});

test('the most urgent comes first, then the order of the rules', () => {
  const matcher = rules(
    'when text contains "a" then normal',
    'when text contains "a" then urgent',
    'when text contains "a" then normal',
  );
  expect(matcher.match(facts({ text: 'a' })).map(({ ruleId }) => ruleId)).toEqual(['r1', 'r0', 'r2']);
});

test('every true branch of an "or" is a reason', () => {
  const [match] = rules('when text contains "a" or tone unhappy or text contains "b" then normal').match(
    facts({ text: 'b', dissatisfied: true }),
  );
  expect(match!.why.map(({ kind }) => kind)).toEqual(['tone', 'keywords']);
});

test('names and ids of stores and owners both count, whatever their case', () => {
  const matcher = rules('当 店铺是 "haushalt24" 或 负责人是 "林悦" 则 普通');
  expect(matcher.match(facts({ storeName: 'Haushalt24' }))).toHaveLength(1);
  expect(matcher.match(facts({ ownerId: 'p1', ownerName: '林悦' }))).toHaveLength(1);
  expect(matcher.match(facts())).toHaveLength(0);
});

test('a language means all its countries, a country variant only its own', () => {
  const matcher = rules('when language is pt then normal', 'when language is "pt-BR" then normal');
  expect(matcher.match(facts({ language: 'pt-br' }))).toHaveLength(2);
  expect(matcher.match(facts({ language: 'pt-PT' }))).toHaveLength(1);
});

describe('with time', () => {
  const since = at('2026-11-20T17:00+08:00');
  const waiting = facts({ text: 'where is it', unansweredSince: since });
  const matcher = rules(
    '当 未回复 2小时 工作时间 则 重要',
    '当 未回复 20小时 自然时间 且 平台是 亚马逊 则 紧急',
    '当 未回复 1小时 且 平台是 虾皮 则 紧急',
    '当 内容包含 "where" 则 普通',
  );

  test('nobody has waited when a message arrives', () => {
    expect(matcher.match(waiting).map(({ ruleId }) => ruleId)).toEqual(['r3']);
  });

  test('the timers say when a rule will hold, and then it does', () => {
    const timers = matcher.unansweredTimers(waiting, office);
    expect(timers).toEqual([
      { ruleId: 'r1', dueAt: since + 20 * HOUR_MS },
      { ruleId: 'r0', dueAt: at('2026-11-23T10:00+08:00') },
    ]);
    for (const { ruleId, dueAt } of timers) {
      const ids = (now: number) => matcher.matchAt(waiting, { now, calendar: office }).map((match) => match.ruleId);
      expect(ids(dueAt)).toContain(ruleId);
      expect(ids(dueAt - 1)).not.toContain(ruleId);
    }
  });

  test('while the team waits for the buyer there are no timers', () => {
    expect(matcher.unansweredTimers(facts(), office)).toEqual([]);
    expect(matcher.matchAt(facts(), { now: since * 2, calendar: office })).toEqual([]);
  });

  test('the evidence says how long', () => {
    const [match] = matcher.matchAt(waiting, { now: since + 100 * HOUR_MS, calendar: office });
    expect(describeWhy(match!.why, 'zh')).toBe('20小时未回复');
  });
});

describe('a thousand rules mean what each means', () => {
  test('on arrival', () => {
    fc.assert(
      fc.property(
        fc.array(definitionArbitrary, { minLength: 1, maxLength: 60 }),
        fc.array(factsArbitrary, { minLength: 1, maxLength: 20 }),
        (definitions, messages) => {
          const matcher = compileRules(definitions.map(rule));
          for (const message of messages) {
            const expected = definitions.flatMap(({ when }, index) => (holds(when, message, null) ? [`r${index}`] : []));
            expect(
              matcher
                .match(message)
                .map(({ ruleId }) => ruleId)
                .sort(),
            ).toEqual(expected.sort());
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a thousand at once', () => {
    fc.assert(
      fc.property(
        fc.array(definitionArbitrary, { minLength: 1000, maxLength: 1000, size: 'max' }),
        fc.array(factsArbitrary, { minLength: 5, maxLength: 5 }),
        (definitions, messages) => {
          const matcher = compileRules(definitions.map(rule));
          for (const message of messages) {
            const expected = definitions.flatMap(({ when }, index) => (holds(when, message, null) ? [`r${index}`] : []));
            expect(
              matcher
                .match(message)
                .map(({ ruleId }) => ruleId)
                .sort(),
            ).toEqual(expected.sort());
          }
        },
      ),
      { numRuns: 5, endOnFailure: true },
    );
  });

  test('while waiting, and its timers are the first instants it holds', () => {
    fc.assert(
      fc.property(definitionArbitrary, factsArbitrary, (definition, message) => {
        const since = at('2026-11-20T00:00Z');
        const waiting = { ...message, unansweredSince: since };
        const matcher = compileRules([rule(definition)]);
        // What an unanswered condition may turn on: just before and at each of the lengths in use.
        const moments = [0, 59_999, 60_000, 3_599_999, 3_600_000, 9_000_000];
        const truth = moments.map((waited) => holds(definition.when, waiting, waited));
        expect(moments.map((waited) => matcher.matchAt(waiting, { now: since + waited, calendar: always }).length > 0)).toEqual(
          truth,
        );
        const first = truth[0] ? undefined : moments.find((_, index) => truth[index]);
        expect(matcher.unansweredTimers(waiting, always)).toEqual(
          first === undefined ? [] : [{ ruleId: 'r0', dueAt: since + first }],
        );
      }),
      { numRuns: 500 },
    );
  });
});

test('nothing a buyer writes makes matching fail', () => {
  const matcher = rules('当 内容包含 "退款","refund" 或 匹配 "(a+)+$|退.*款" 或 语气不满 则 紧急');
  const wild = fc.record({
    text: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constant('\uD800\uDC00\uD800'),
      fc.constant('退'.repeat(30_000)),
    ),
    platform: fc.string(),
    store: fc.string(),
    country: fc.string(),
    language: fc.oneof(fc.string(), fc.constant(null)),
    topic: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', null)),
    dissatisfaction: fc.double(),
    dissatisfied: fc.boolean(),
    buyerTags: fc.array(fc.string()),
  });
  fc.assert(fc.property(wild, (message) => void matcher.match(message)));
});

test('no rules, no matches', () => {
  expect(compileRules([]).match(facts({ text: 'refund' }))).toEqual([]);
});
