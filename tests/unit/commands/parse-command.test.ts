import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { parseCommand } from '../../../src/commands/grammar/parse-command.ts';
import type { CommandContext } from '../../../src/commands/grammar/read-argument.ts';
import { sampleContext, sampleSpecs } from './sample-specs.ts';

function parse(text: string, context: Partial<CommandContext> = {}) {
  return parseCommand(text, sampleSpecs, { ...sampleContext, ...context });
}

function commandOf(text: string, context: Partial<CommandContext> = {}): unknown {
  const result = parse(text, context);
  return 'problem' in result ? result.problem : [result.command, result.args];
}

describe('parseCommand', () => {
  it.each([
    ['/认领 1042'],
    ['／ＣＬＡＩＭ　＃１０４２'],
    ['、认领 1042'],
    ['认领1042'],
    ['claim #1042'],
    ['/认领：1042号。'],
    ['  \u200b/ 认领 1042 '],
  ])('reads %j as a claim', (text) => {
    expect(commandOf(text)).toEqual(['claim', { ticket: 1042 }]);
  });

  it.each([
    ['/列表', ['list', {}]],
    ['/转交 1042 @陈晨', ['transfer', { ticket: 1042, to: { name: '陈晨', id: 'ou_chen' } }]],
    ['/转交 1042@陈晨', ['transfer', { ticket: 1042, to: { name: '陈晨', id: 'ou_chen' } }]],
    ['/transfer 1042 to @Chen Wei', ['transfer', { ticket: 1042, to: { name: 'Chen Wei', id: 'ou_wei' } }]],
    ['/转交 1042 给王磊', ['transfer', { ticket: 1042, to: { name: '王磊' } }]],
    ['reply 1042. We are sorry', ['reply', { ticket: 1042, text: 'We are sorry' }]],
    ['回复1042：很抱歉', ['reply', { ticket: 1042, text: '很抱歉' }]],
    ['/回复 1042很抱歉', ['reply', { ticket: 1042, text: '很抱歉' }]],
    ['/规则试跑 “退款 词” 30天', ['rule replay', { rule: '退款 词', span: 30 * 86_400_000 }]],
    ['/规则 试跑 退款词', ['rule replay', { rule: '退款词' }]],
    ['/rule new when text contains "a","b"', ['rule new', { definition: 'when text contains "a","b"' }]],
    ['/上限 紧急 12', ['limit', { level: 'urgent', count: 12 }]],
    ['/limit 🔴 1.5', ['limit', { level: 'urgent', count: 1.5 }]],
  ])('%s', (text, expected) => {
    expect(commandOf(text)).toEqual(expected);
  });

  it.each([
    ['/静音 店铺 shopee-my 到 周一9点 原因 平台维护'],
    ['/静音 到周一9点 店铺＝"虾皮马来 Rumah Kita" 原因＝平台维护'],
    ['/mute --until mon 9:00 --store shopee-my --reason 平台维护'],
  ])('finds options in any order: %s', (text) => {
    const until = Date.parse('2026-11-23T09:00:00+08:00');
    expect(commandOf(text)).toEqual(['mute', { store: 'shopee-my', until, reason: '平台维护' }]);
  });

  it('ends a time where it stops making sense', () => {
    const until = Date.parse('2026-11-22T15:30:00+08:00');
    expect(commandOf('/稍后 1042 明天 下午 3点半 等 买家')).toEqual(['snooze', { ticket: 1042, until, note: '等 买家' }]);
  });

  it('says what is missing, with an example in the language of the command', () => {
    expect(commandOf('/转交 1042')).toMatchObject({
      code: 'missing_argument',
      param: { name: 'to' },
      example: '/转交 1042 @陈晨',
    });
    expect(commandOf('/transfer 1042')).toMatchObject({ code: 'missing_argument', example: '/transfer 1042 @Chen' });
    expect(commandOf('/静音 店铺 shopee-my')).toMatchObject({ code: 'missing_argument', param: { name: 'until' } });
    expect(commandOf('/静音 店铺 shopee-my 到')).toMatchObject({ code: 'missing_argument', param: { name: 'until' } });
    expect(commandOf('/回复')).toMatchObject({ code: 'missing_argument', param: { name: 'ticket' } });
  });

  it('says what it could not read', () => {
    expect(commandOf('/认领 302-1112223-3334445')).toMatchObject({ code: 'invalid_argument', typed: '302-1112223-3334445' });
    expect(commandOf('/稍后 1042 等买家')).toMatchObject({ code: 'invalid_argument', param: { name: 'until' }, typed: '等买家' });
    expect(commandOf('/静音 店铺 lazada 到 周一')).toMatchObject({
      code: 'invalid_argument',
      param: { name: 'store' },
      typed: 'lazada',
    });
    expect(commandOf('/规则 试跑 退款词 很久')).toMatchObject({
      code: 'invalid_argument',
      param: { name: 'span' },
      typed: '很久',
    });
    expect(commandOf('/认领 1042 谢谢')).toMatchObject({ code: 'unexpected_text', typed: '谢谢' });
  });

  it('corrects a slip and keeps the rest of the line', () => {
    expect(parse("/rpely 1042 it's broken")).toMatchObject({
      problem: { code: 'unknown_command', typed: 'rpely', nearest: { command: 'reply', corrected: "/reply 1042 it's broken" } },
      text: "/rpely 1042 it's broken",
    });
  });

  it('knows talk from commands', () => {
    for (const text of ['hello there', '回复率是多少', '列表了一些问题', 'closed', '', '1042']) {
      expect(parse(text), text).toMatchObject({ problem: { code: 'not_a_command' }, slashed: false, text });
    }
    expect(parse('/')).toMatchObject({ problem: { code: 'unknown_command', typed: '', nearest: null }, slashed: true });
  });

  it('takes the ticket from a quoted card', () => {
    const quoted = { ticket: 1042 };
    expect(commandOf('认领', quoted)).toEqual(['claim', { ticket: 1042 }]);
    expect(commandOf('回复 很抱歉', quoted)).toEqual(['reply', { ticket: 1042, text: '很抱歉' }]);
    expect(commandOf('/回复很抱歉', quoted)).toEqual(['reply', { ticket: 1042, text: '很抱歉' }]);
    expect(commandOf('回复 1042 很抱歉', quoted)).toEqual(['reply', { ticket: 1042, text: '很抱歉' }]);
    expect(commandOf('回复 #1043 很抱歉', quoted)).toEqual(['reply', { ticket: 1043, text: '很抱歉' }]);
    // "2 pieces" must reach neither ticket 2 nor, without its first word, the buyer.
    expect(commandOf('reply 2 pieces are left', quoted)).toMatchObject({ code: 'ambiguous_ticket', typed: 2, quoted: 1042 });
  });

  it('preserves the text of a reply byte for byte', () => {
    const visible = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => /^\S/u.test(text));
    fc.assert(
      fc.property(
        visible,
        fc.constantFrom('/回复 1042 ', '／回复　１０４２　', 'reply #1042\n', '/回复:1042  '),
        (text, head) => {
          expect(commandOf(head + text)).toEqual(['reply', { ticket: 1042, text }]);
        },
      ),
    );
  });

  it('never throws, and always hands the text back', () => {
    const heads = fc.constantFrom(
      '',
      '/',
      '／',
      ...sampleSpecs.flatMap(({ name, zh }) => [`/${name} `, `${zh[0]} `, `/${zh[0]}`]),
    );
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'0123456789#@ 到周一点半明天下午:-"“=原因店铺/号天hm') }),
    );
    fc.assert(
      fc.property(heads, noise, fc.option(fc.nat(9999), { nil: undefined }), (head, tail, ticket) => {
        expect(parse(head + tail, { ticket }).text).toBe(head + tail);
      }),
      { numRuns: 2_000 },
    );
  });

  it('types the arguments of each command from its spec', () => {
    const result = parse('/回复 1042 hi');
    if ('problem' in result || result.command !== 'reply') throw new Error('not a reply');
    expectTypeOf(result.args.ticket).toEqualTypeOf<number>();
    expectTypeOf(result.args.text).toEqualTypeOf<string>();
  });
});

describe('a long pasted text', () => {
  it.each(['" ', '"a ', '一', '点', '=“', '1 ', '@'])('of %j does not hold the bot up', (piece) => {
    const began = performance.now();
    for (const head of ['/', '/稍后 1042 ', '/静音 店铺 ', '/转交 1042 ']) parse(head + piece.repeat(30_000 / piece.length));
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
