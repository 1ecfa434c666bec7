import { expect, test } from 'vitest';
import { formatRule } from '../../../src/rules/format-rule.ts';
import { parseRule } from '../../../src/rules/parse-rule.ts';
import { exampleValue, formKinds, ruleWordsOf } from '../../../src/rules/rule-form.ts';
import type { FormKind } from '../../../src/rules/rule-form.ts';

const filled: [kind: FormKind, value: string, words: string][] = [
  ['keywords', 'zorbl, 退款到账、b\uFF0C', '当 内容包含 "zorbl","退款到账","b" 则 普通'],
  ['keywords', '"a,b","c"', '当 内容包含 "a,b","c" 则 普通'],
  ['unanswered', '2小时', '当 未回复 2小时 工作时间 则 普通'],
  ['tone', 'whatever', '当 语气不满 则 普通'],
  ['order_value', '200 欧元', '当 订单金额 高于 200 欧元 则 普通'],
  ['review', '2', '当 新评价 不高于 2 星 则 普通'],
  ['shipment', '5天', '当 物流无更新 5天 则 普通'],
  ['stock', '低于安全线', '当 库存 低于安全线 则 普通'],
  ['spike', '退款 3倍 2小时', '当 突增 退款 3倍 2小时 则 普通'],
  ['metric', '订单缺陷率 变黄', '当 指标 订单缺陷率 变黄 则 普通'],
];

test.each(filled)('%s filled in with %s is the rule people would type', (kind, value, words) => {
  const typed = ruleWordsOf({ kind, level: 'normal', value }, 'zh');
  expect(formatRule(parseRule(typed), 'zh')).toBe(words);
});

test.each(formKinds)('%s: the example is a rule in both languages, for one store too', (kind) => {
  for (const language of ['zh', 'en'] as const) {
    const draft = { kind, level: 'urgent', value: exampleValue(kind, language), store: 'A "b" 店' } as const;
    expect(parseRule(ruleWordsOf(draft, language)).when).toMatchObject({
      all: [expect.anything(), { kind: 'store', in: ['A "b" 店'] }],
    });
  }
});
