import { switchRule } from '../rules/switch-rule.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

export const ruleOn = defineCommand({
  spec: {
    name: 'rule on',
    zh: ['规则 启用'],
    params: [{ name: 'name', kind: 'rest', label: { zh: '规则名', en: 'rule name' } }],
    example: { zh: '/规则 启用 退款词', en: '/rule on refund-words' },
  },
  about: 'help.rule_on',
  least: 'supervisor',
  async run(desk, { name }, { by }) {
    const rule = await switchRule(desk, { name: name.trim(), to: 'on', by });
    return { text: textsOf(desk)('say.rule_on', { name: rule.name }) };
  },
});
