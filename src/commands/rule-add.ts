import { addRule } from '../rules/add-rule.ts';
import { parseRule } from '../rules/parse-rule.ts';
import { formatRule } from '../rules/format-rule.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { splitRule } from './split-rule.ts';

/** `/规则 新建 退款词 当 … 则 紧急`; without a name the rule is called after its number. */
export const ruleAdd = defineCommand({
  spec: {
    name: 'rule add',
    zh: ['规则 新建', '规则 添加'],
    aliases: ['rule new'],
    params: [{ name: 'rule', kind: 'rest', label: { zh: '规则', en: 'rule' } }],
    example: {
      zh: '/规则 新建 退款词 当 内容包含 "退款","Geld zurück","refund" 且 平台是 亚马逊 则 紧急',
      en: '/rule add refund-words when text contains "refund","Geld zurück" and platform is amazon then urgent',
    },
  },
  about: 'help.rule_add',
  least: 'supervisor',
  async run(desk, { rule: typed }, { by }) {
    const texts = textsOf(desk);
    const { name, condition } = splitRule(typed);
    const rule = await addRule(desk, { name, definition: parseRule(condition), by });
    return { text: texts('say.rule_added', { name: rule.name, condition: formatRule(rule.definition, texts.language) }) };
  },
});
