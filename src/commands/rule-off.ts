import { ruleNameIn } from '../rules/rule-name.ts';
import { switchRule } from '../rules/switch-rule.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

export const ruleOff = defineCommand({
  spec: {
    name: 'rule off',
    zh: ['规则 停用'],
    params: [{ name: 'name', kind: 'rest', label: { zh: '规则名', en: 'rule name' } }],
    example: { zh: '/规则 停用 退款与索赔', en: '/rule off Refunds and claims' },
  },
  about: 'help.rule_off',
  least: 'supervisor',
  async run(desk, { name }, { by }) {
    const rule = await switchRule(desk, { name: name.trim(), to: 'off', by });
    const texts = textsOf(desk);
    return { text: texts('say.rule_off', { name: ruleNameIn(rule.name, texts.language) }) };
  },
});
