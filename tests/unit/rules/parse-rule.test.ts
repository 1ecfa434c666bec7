import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GengfuError } from '../../../src/errors.ts';
import { formatRule } from '../../../src/rules/format-rule.ts';
import { parseRule } from '../../../src/rules/parse-rule.ts';
import { countryNames, languageNames } from '../../../src/rules/region-names.ts';
import type { Condition } from '../../../src/rules/rule-definition.ts';
import { ruleDefinition } from '../../../src/rules/rule-definition.ts';
import { ruleKinds } from '../../../src/rules/rule-kinds.ts';
import { definitionArbitrary, matterLeafArbitrary } from './arbitraries.ts';

const refund: Condition = {
  all: [
    { kind: 'keywords', any: ['退款', 'Geld zurück', 'refund'] },
    { kind: 'platform', in: ['amazon'] },
  ],
};

describe('reads what people type', () => {
  test.each<[string, Condition]>([
    ['当 内容包含 "退款","Geld zurück","refund" 且 平台是 亚马逊 则 紧急', refund],
    ["当内容包含“退款”、「Geld zurück」，'refund'且平台是亚马逊则紧急", refund],
    ['如果 内容包含 "退款","Geld zurück","refund"，并且 平台是 AMZ，那么 紧急', refund],
    ['when text contains "退款", "Geld zurück", "refund" and platform is amazon then urgent', refund],
    ['WHEN Text Contains "退款","Geld zurück","refund" AND Platform Is Amazon THEN Urgent', refund],
    [
      'ｗｈｅｎ　ｔｅｘｔ　ｃｏｎｔａｉｎｓ　＂退款＂，＂Geld zurück＂，＂refund＂　ａｎｄ　ｐｌａｔｆｏｒｍ　ｉｓ　ａｍａｚｏｎ　ｔｈｅｎ　ｕｒｇｅｎｔ',
      refund,
    ],
    ['内容包含 退款,refund 则 紧急', { kind: 'keywords', any: ['退款', 'refund'] }],
    ['当 内容不包含 "谢谢" 则 紧急', { kind: 'keywords', none: ['谢谢'] }],
    ['当 内容 包含 "退款","Geld zurück","refund" 且 平台 是 亚马逊 则 紧急', refund],
    ['当 内容 不 包含 "谢谢" 则 紧急', { kind: 'keywords', none: ['谢谢'] }],
    ['当 全部包含 "a","b" 则 紧急', { kind: 'keywords', all: ['a', 'b'] }],
    [
      'when text contains "a" contains all of "b" does not contain "c" then urgent',
      { kind: 'keywords', any: ['a'], all: ['b'], none: ['c'] },
    ],
    ['when text doesn\'t contain \'it\'\'s\', "say ""hi""" then urgent', { kind: 'keywords', none: ["it's", 'say "hi"'] }],
    ["when text contains 'don't worry' then urgent", { kind: 'keywords', any: ["don't worry"] }],
    ['当 未回复 30分钟 则 紧急', { kind: 'unanswered', forMs: 1_800_000, clock: 'business' }],
    ['当 未回复超过2小时（自然时间）则 紧急', { kind: 'unanswered', forMs: 7_200_000, clock: 'calendar' }],
    ['when unanswered 1h30m calendar then urgent', { kind: 'unanswered', forMs: 5_400_000, clock: 'calendar' }],
    ['当 语气不满 则 紧急', { kind: 'tone', dissatisfied: true }],
    ['当 语气不满 至少 80% 则 紧急', { kind: 'tone', atLeast: 0.8 }],
    ['when tone unhappy at least 0.8 then urgent', { kind: 'tone', atLeast: 0.8 }],
    ['当 匹配 "退款.{0,6}\\d" 则 紧急', { kind: 'pattern', source: '退款.{0,6}\\d' }],
    [
      '当 平台是 虾皮、来赞达、速卖通、美客多 则 紧急',
      { kind: 'platform', in: ['shopee', 'lazada', 'aliexpress', 'mercadolibre'] },
    ],
    ['when platform is "my-own" then urgent', { kind: 'platform', in: ['my-own'] }],
    ['当 平台不是 亚马逊 则 紧急', { not: { kind: 'platform', in: ['amazon'] } }],
    ['当 站点是 德国站,uk,Myanmar (Burma) 则 紧急', { kind: 'country', in: ['de', 'gb', 'mm'] }],
    [
      '当 语言是 德语 或 语言是 "pt-br" 则 紧急',
      {
        any: [
          { kind: 'language', in: ['de'] },
          { kind: 'language', in: ['pt-br'] },
        ],
      },
    ],
    ['当 主题是 售前,物流 则 紧急', { kind: 'topic', in: ['presale', 'logistics'] }],
    [
      '当 买家标签是 VIP 且 负责人是 林悦 则 紧急',
      {
        all: [
          { kind: 'buyer_tag', in: ['VIP'] },
          { kind: 'agent', in: ['林悦'] },
        ],
      },
    ],
    ['当 店铺是 shopee-my则紧急', { kind: 'store', in: ['shopee-my'] }],
    [
      'when not (tone unhappy or platform is ebay) then urgent',
      {
        not: {
          any: [
            { kind: 'tone', dissatisfied: true },
            { kind: 'platform', in: ['ebay'] },
          ],
        },
      },
    ],
    [
      'when tone unhappy or platform is ebay and not store is s1 then urgent',
      {
        any: [
          { kind: 'tone', dissatisfied: true },
          { all: [{ kind: 'platform', in: ['ebay'] }, { not: { kind: 'store', in: ['s1'] } }] },
        ],
      },
    ],
  ])('%s', (text, when) => {
    expect(parseRule(text)).toEqual({ version: 1, when, level: 'urgent' });
  });

  test.each([
    ['重要', 'important'],
    ['普通', 'normal'],
    ['一般', 'normal'],
    ['important', 'important'],
    ['紧急提醒', 'urgent'],
  ])('level %s', (word, level) => {
    expect(parseRule(`当 语气不满 则 ${word}`).level).toBe(level);
  });
});

describe('a refusal says where, what could stand there, and what to copy', () => {
  test.each([
    ['当 内容包涵 "退款" 则 紧急', 2, /内容包含/, /内容包含 "/],
    ['when txt contains "a" then urgent', 5, /text contains/, /text contains "/],
    ['当 内容包含 "退款" 平台是 亚马逊 则 紧急', 12, /且/, /当 /],
    ['当 内容包含 "退款" 则 急', 14, /紧急/, /当 /],
    ['当 内容包含 "退款"', 11, /则 紧急/, /当 /],
    ['当 内容包含 "退款 则 紧急', 7, /"/, /当 /],
    ['当 内容包含 "" 则 紧急', 7, /引号/, /内容包含 "/],
    ['当 内容包含 则 紧急', 7, /引号/, /内容包含 "/],
    ['当 (语气不满 则 紧急', 8, /\)/, /./],
    ['当 未回复 很久 则 紧急', 6, /时长/, /未回复 30分钟/],
    ['当 平台是 亚马孙 则 紧急', 6, /亚马逊/, /平台是/],
    ['when country is germny then urgent', 16, /Germany/, /country is/],
    ['当 匹配 "(?=a)" 则 紧急', 5, /环视/, /内容匹配/],
    ['when matches "(a)\\1" then urgent', 13, /back-reference/, /text matches/],
    ['when tone unhappy at least 7 then urgent', 27, /0 to 1/, /tone unhappy/],
    ['when tone unhappy then urgent now', 30, /nothing/, /when /],
    ['', 0, /condition/, /when /],
  ])('%s', (text, at, expected, example) => {
    const refusal = refusalOf(text);
    expect(refusal).toMatchObject({ code: 'invalid_rule', data: { at } });
    expect(refusal?.data.expected).toMatch(expected);
    expect(refusal?.data.example).toMatch(example);
  });

  test('and its example works', () => {
    for (const text of ['内容包涵', 'plattform is x', '未回复', '匹配 "("', 'tone']) {
      const example = refusalOf(text)?.data.example as string;
      expect(() => parseRule(/则|then/.test(example) ? example : `${example} 则 紧急`), example).not.toThrow();
    }
  });
});

function refusalOf(text: string): GengfuError | undefined {
  try {
    parseRule(text);
  } catch (error) {
    if (error instanceof GengfuError) return error;
    throw error;
  }
}

test('what is written is read back to the same rule', () => {
  fc.assert(
    fc.property(definitionArbitrary, fc.constantFrom('zh' as const, 'en' as const), (definition, language) => {
      expect(parseRule(formatRule(definition, language))).toEqual(definition);
    }),
    { numRuns: 1000 },
  );
});

test('what is written of other things than messages is read back as well', () => {
  fc.assert(
    fc.property(matterLeafArbitrary, fc.constantFrom('zh' as const, 'en' as const), (when, language) => {
      const definition = ruleDefinition.parse({ version: 1, when, level: 'normal' });
      expect(parseRule(formatRule(definition, language))).toEqual(definition);
    }),
  );
});

test.each(ruleKinds.map((kind) => [kind.kind, kind] as const))(
  '%s: every way to say it and every example is understood',
  (name, kind) => {
    for (const phrase of kind.phrases) {
      for (const language of ['zh', 'en'] as const) {
        const rest = phrase.example[language].slice(phrase.says[language][0]!.length);
        expect(phrase.example[language]).toBe(phrase.says[language][0]! + rest);
        for (const words of phrase.says[language]) {
          const { when } = parseRule(`${words}${rest} 则 紧急`);
          expect('not' in when ? when.not : when, words).toMatchObject({ kind: name });
          expect('not' in when, words).toBe(phrase.negates ?? false);
        }
      }
    }
  },
);

test('every country and language can be written by name and read back', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  for (const [kind, names] of [
    ['country', countryNames],
    ['language', languageNames],
  ] as const) {
    const known = codes.filter((code) => names.idOf(code) === code);
    expect(known.length).toBeGreaterThan(150);
    for (const language of ['zh', 'en'] as const) {
      const definition = { version: 1 as const, when: { kind, in: known.slice(0, 200) }, level: 'normal' as const };
      expect(parseRule(formatRule(definition, language))).toEqual(definition);
    }
  }
});

test('any keyword survives writing and reading', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((term) => /[^\s*]/u.test(term)),
        { minLength: 1, maxLength: 3 },
      ),
      (any) => {
        const definition = { version: 1 as const, when: { kind: 'keywords' as const, any }, level: 'normal' as const };
        expect(parseRule(formatRule(definition, 'zh'))).toEqual(definition);
      },
    ),
  );
});

test('any definition that parses is one the schema stores', () => {
  fc.assert(
    fc.property(definitionArbitrary, (definition) => {
      expect(ruleDefinition.parse(JSON.parse(JSON.stringify(definition)))).toEqual(definition);
    }),
  );
});

test('whatever is typed, the answer is a rule or a refusal', () => {
  const words = fc.constantFrom(
    '当',
    '内容包含',
    '"a"',
    '“',
    '”',
    "'",
    '(',
    ')',
    '非',
    '且',
    '或',
    '则',
    '紧急',
    'when',
    'not',
    'platform is',
    'amazon',
    ',',
    '未回复',
    '3h',
    '\uE000',
    '匹配',
    '"["',
  );
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 30 }).map((list) => list.join(' ')),
    fc.nat(3000).map((n) => '('.repeat(n)),
    fc.nat(3000).map((n) => '非'.repeat(n)),
  );
  fc.assert(
    fc.property(typed, (text) => void refusalOf(text)),
    { numRuns: 500 },
  );
});

test.each([
  [{ version: 2, when: { kind: 'tone', dissatisfied: true }, level: 'urgent' }],
  [{ version: 1, when: { kind: 'tone' }, level: 'urgent' }],
  [{ version: 1, when: { kind: 'keywords' }, level: 'urgent' }],
  [{ version: 1, when: { kind: 'keywords', any: [] }, level: 'urgent' }],
  [{ version: 1, when: { kind: 'keywords', any: ['*'] }, level: 'urgent' }],
  [{ version: 1, when: { kind: 'pattern', source: '(?=a)' }, level: 'urgent' }],
  [{ version: 1, when: { kind: 'unanswered', forMs: 90_001, clock: 'business' }, level: 'urgent' }],
  [{ version: 1, when: { kind: 'moon' }, level: 'urgent' }],
  [{ version: 1, when: { all: [] }, level: 'urgent' }],
  [{ version: 1, when: { kind: 'tone', dissatisfied: true }, level: 'loud' }],
  [
    {
      version: 1,
      when: JSON.parse('{"not":'.repeat(5000) + '{"kind":"tone","dissatisfied":true}' + '}'.repeat(5000)) as unknown,
      level: 'urgent',
    },
  ],
])('the schema refuses %#', (wrong) => {
  expect(ruleDefinition.safeParse(wrong).success).toBe(false);
});
