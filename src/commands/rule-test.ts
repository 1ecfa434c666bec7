import { replayStoredRule } from '../rules/replay-stored-rule.ts';
import { ruleNameIn } from '../rules/rule-name.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

const dayMs = 86_400_000;

export const ruleTest = defineCommand({
  spec: {
    name: 'rule test',
    zh: ['规则 试跑'],
    params: [
      { name: 'name', kind: 'word', label: { zh: '规则名', en: 'rule name' } },
      { name: 'span', kind: 'duration', label: { zh: '时间跨度', en: 'time span' }, optional: true },
    ],
    example: { zh: '/规则 试跑 退款与索赔 30天', en: '/rule test "Refunds and claims" 30 days' },
  },
  about: 'help.rule_test',
  least: 'supervisor',
  async run(desk, { name, span = 30 * dayMs }) {
    const texts = textsOf(desk);
    const days = Math.max(1, Math.round(span / dayMs));
    const replay = await replayStoredRule(desk, { name, since: desk.clock.now() - span });
    const text = texts('say.rule_test', {
      name: ruleNameIn(name, texts.language),
      days,
      hits: replay.hits,
      daily: (replay.hits / days).toFixed(1),
      extra: replay.extra,
    });
    const examples = replay.examples.map((example) => texts('say.rule_test_example', example));
    return { text: [text, ...examples].join('\n') };
  },
});
