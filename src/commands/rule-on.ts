import { ruleNameIn } from '../rules/rule-name.ts';
import { switchRule } from '../rules/switch-rule.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

export const ruleOn = defineCommand({
  spec: {
    name: 'rule on',
    zh: ['规则 启用'],
    params: [{ name: 'name', kind: 'rest', label: { zh: '规则名', en: 'rule name' } }],
    example: { zh: '/规则 启用 退款与索赔', en: '/rule on Refunds and claims' },
  },
  about: 'help.rule_on',
  least: 'supervisor',
  async run(desk, { name }, { by }) {
    const rule = await switchRule(desk, { name: name.trim(), to: 'on', by });
    const texts = textsOf(desk);
    return { text: texts('say.rule_on', { name: ruleNameIn(rule.name, texts.language) }) };
  },
});
