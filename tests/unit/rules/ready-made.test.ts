import { describe, expect, test } from 'vitest';
import { compileRules } from '../../../src/rules/compile-rules.ts';
import { formatRule } from '../../../src/rules/format-rule.ts';
import { parseRule } from '../../../src/rules/parse-rule.ts';
import { readyMadeFor, readyMadeRules } from '../../../src/rules/ready-made.ts';
import { ruleDefinition } from '../../../src/rules/rule-definition.ts';
import { facts } from './arbitraries.ts';

const matcher = compileRules(readyMadeRules.map(({ id, name, definition }) => ({ id, name: name.zh, version: 1, definition })));
const rings = (text: string) => matcher.match(facts({ text })).map(({ ruleId }) => ruleId);

test.each(readyMadeRules.map((rule) => [rule.id, rule] as const))(
  '%s can be stored, written and read',
  (_id, { definition, name }) => {
    expect(ruleDefinition.parse(definition)).toEqual(definition);
    for (const language of ['zh', 'en'] as const) {
      expect(parseRule(formatRule(definition, language))).toEqual(definition);
      expect(name[language]).not.toBe('');
    }
  },
);

test('names and ids are unique', () => {
  for (const key of [({ id }) => id, ({ name }) => name.zh, ({ name }) => name.en] as ((
    rule: (typeof readyMadeRules)[number],
  ) => string)[]) {
    expect(new Set(readyMadeRules.map(key)).size).toBe(readyMadeRules.length);
  }
});

test('a team is offered what its platforms need', () => {
  const ids = readyMadeFor(['shopee', 'walmart']).map(({ id }) => id);
  expect(ids).toContain('refund');
  expect(ids.filter((id) => id.startsWith('last-call'))).toEqual([
    'last-call.shopee.message',
    'last-call.walmart.message.us',
    'last-call.walmart.message.ca',
  ]);
});

describe('hears', () => {
  test.each([
    ['refund', 'Ich möchte mein Geld zurück, der Deckel schließt nicht'],
    ['refund', 'Bitte um Kaufpreiserstattung'],
    ['refund', 'Je veux être REMBOURSÉ'],
    ['refund', 'Quiero el reembolso ya'],
    ['refund', 'Chcę zwrotu pieniędzy'],
    ['refund', 'PARAMI GERİ istiyorum, para iadesi'],
    ['refund', '返金してください'],
    ['refund', '환불해 주세요'],
    ['refund', 'ขอคืนเงินด้วยค่ะ'],
    ['refund', 'Tôi muốn hoàn tiền'],
    ['refund', 'أريد استرداد أموالي'],
    ['refund', '我要退款'],
    ['legal', 'I will open an A-to-Z claim and call my lawyer'],
    ['legal', 'Ich gehe zum Anwalt'],
    ['legal', '再不处理我就打12315投诉'],
    ['legal', '消費者センターに相談します'],
    ['safety', 'The charger caught fire'],
    ['safety', 'Das Ladegerät ist explodiert'],
    ['safety', '用了之后皮肤过敏'],
    ['safety', 'mon fils a été brûlé'],
    ['safety', 'Das Netzteil ist in Brand geraten'],
    ['cancellation', 'Please cancel my order'],
    ['cancellation', 'Ich möchte stornieren'],
    ['cancellation', 'siparişimi iptal edin'],
    ['cancellation', 'Saya mau batalkan pesanan'],
  ])('%s: %s', (id, text) => {
    expect(rings(text)).toContain(id);
  });
});

describe('stays quiet at', () => {
  test.each([
    'Hi, this is Sue. Does it fit the Kindle Fire?',
    'Which brand is it?',
    'El paquete llegó con un golpe',
    'Sản phẩm cháy hàng rồi à shop',
    '배송 연기 언제까지인가요',
    'God bless you, thank you!',
    'bưu kiện của tôi ở đâu',
    'There is an issue with the invoice',
    'It arrived in brand new condition, worth my money',
    'Does the rash guard come in smoke grey?',
    '사기 전에 화상통화 되는지 궁금해요',
    'huile d’avocat',
    '医院的地址写错了吗',
    'Wann kommt mein Paket?',
  ])('%s', (text) => {
    expect(rings(text)).toEqual([]);
  });
});
