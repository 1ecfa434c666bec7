import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editPolicy } from '../../../src/escalation/edit-policy.ts';
import { formatPolicy } from '../../../src/escalation/format-policy.ts';
import { means } from '../../../src/escalation/means.ts';
import { parsePolicyEdit } from '../../../src/escalation/parse-policy-edit.ts';
import { audiences, defaultEscalation } from '../../../src/escalation/policy.ts';
import type { EscalationPolicy } from '../../../src/escalation/policy.ts';

const minutes = (count: number): number => count * 60_000;

test.each([
  ['紧急 5分钟 加急值班', { level: 'urgent', step: { afterMs: minutes(5), tell: 'duty', by: ['app'], when: 'always' } }],
  ['紧急 立刻 全部值班 私信 短信', { level: 'urgent', step: { afterMs: 0, tell: 'all', by: ['dm', 'sms'] } }],
  [
    '紧急 15分钟 主管 电话 夜间 每15分钟 3次',
    { step: { tell: 'supervisor', by: ['phone'], when: 'closed', repeat: { everyMs: minutes(15), times: 3 } } },
  ],
  ['Urgent 10m next ping', { level: 'urgent', step: { afterMs: minutes(10), tell: 'next', by: ['app'] } }],
  ['important at once duty dm, e-mail in-hours', { level: 'important', step: { afterMs: 0, by: ['dm', 'mail'], when: 'open' } }],
  ['80% 下一位 私信', { kind: 'clock', step: { percent: 80, tell: 'next', by: ['dm'] } }],
  ['重要 30分钟 取消', { kind: 'remove', level: 'important', at: minutes(30) }],
  ['50% off', { kind: 'remove', level: null, at: 50 }],
  ['默认', { kind: 'reset' }],
])('reads %s', (typed, edit) => {
  expect(parsePolicyEdit(typed)).toMatchObject(edit);
});

test.each([
  '紧急',
  '紧急 5分钟 值班',
  '5分钟 值班 加急',
  '紧急 5分钟 老板 加急',
  '120% 主管 加急',
  'urgent 5m duty shout',
  '紧急 400天 值班 私信',
  '',
])('does not guess what %s means', (typed) =>
  expect(() => parsePolicyEdit(typed)).toThrow(expect.objectContaining({ code: 'bad_escalation' }) as Error),
);

const telling = {
  tell: fc.constantFrom(...audiences),
  by: fc.uniqueArray(fc.constantFrom(...means), { minLength: 1, maxLength: 3 }),
};
const policyArbitrary: fc.Arbitrary<EscalationPolicy> = (() => {
  const waiting = fc.uniqueArray(
    fc.record(
      {
        afterMs: fc.integer({ min: 0, max: 2_000 }).map(minutes),
        ...telling,
        when: fc.constantFrom('always' as const, 'open' as const, 'closed' as const),
        repeat: fc.record({ everyMs: fc.integer({ min: 1, max: 90 }).map(minutes), times: fc.integer({ min: 2, max: 20 }) }),
      },
      { requiredKeys: ['afterMs', 'tell', 'by', 'when'] },
    ),
    { selector: ({ afterMs }) => afterMs, maxLength: 4 },
  );
  const clock = fc.uniqueArray(
    fc.record({ percent: fc.integer({ min: 1, max: 100 }), ...telling, when: fc.constant('always' as const) }),
    { selector: ({ percent }) => percent, maxLength: 4 },
  );
  return fc.record({ urgent: waiting, important: waiting, normal: waiting, clock });
})();

const empty: EscalationPolicy = { urgent: [], important: [], normal: [], clock: [] };
const readBack = (lines: string[]): EscalationPolicy =>
  lines.reduce((policy, line) => editPolicy(policy, parsePolicyEdit(line)), empty);

test.each(['zh', 'en'] as const)('what is shown in %s can be typed, and says the same', (language) => {
  expect(readBack(formatPolicy(defaultEscalation, language))).toEqual(defaultEscalation);
  fc.assert(
    fc.property(policyArbitrary, (policy) => {
      const sorted = {
        urgent: policy.urgent.toSorted((a, b) => a.afterMs - b.afterMs),
        important: policy.important.toSorted((a, b) => a.afterMs - b.afterMs),
        normal: policy.normal.toSorted((a, b) => a.afterMs - b.afterMs),
        clock: policy.clock.toSorted((a, b) => a.percent - b.percent),
      };
      expect(readBack(formatPolicy(policy, language))).toEqual(sorted);
    }),
  );
});

test('a step takes the place of what stood at its time, by day and by night apart', () => {
  const set = (policy: EscalationPolicy, typed: string) => editPolicy(policy, parsePolicyEdit(typed));
  const night = set(defaultEscalation, '紧急 15分钟 全部值班 加急 夜间');
  expect(formatPolicy(night, 'zh').filter((line) => line.startsWith('紧急 15分钟'))).toEqual([
    '紧急 15分钟 主管 加急 白天 每15分钟 3次',
    '紧急 15分钟 全部值班 加急 夜间',
  ]);
  expect(formatPolicy(set(night, '紧急 15分钟 取消'), 'zh').some((line) => line.startsWith('紧急 15分钟'))).toBe(false);
  expect(set(night, 'default')).toEqual(defaultEscalation);
});
