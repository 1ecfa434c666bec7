import { addRule } from '../rules/add-rule.ts';
import { formatRule } from '../rules/format-rule.ts';
import { parseRule } from '../rules/parse-rule.ts';
import { previewRule } from '../rules/preview-rule.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { splitRule } from './split-rule.ts';
import { ruleForm } from './tap-rule-form.ts';

/** Said first, it saves without a look at the past; a rule of that name stands in quotes. */
const atOnce = /^(?:直接|now)(?=\s|当)\s*/iu;

/**
 * `/规则 新建 退款词 当 … 则 紧急` shows on a card what the rule would have done, and a tap saves it; `/规则 新建 直接 …` saves at
 * once; without words it opens a form. Without a name the rule is called after its number.
 */
export const ruleAdd = defineCommand({
  spec: {
    name: 'rule add',
    zh: ['规则 新建', '规则 添加'],
    aliases: ['rule new'],
    params: [{ name: 'rule', kind: 'rest', label: { zh: '规则', en: 'rule' }, optional: true }],
    example: {
      zh: '/规则 新建 退款词 当 内容包含 "退款","Geld zurück","refund" 且 平台是 亚马逊 则 紧急',
      en: '/rule add refund-words when text contains "refund","Geld zurück" and platform is amazon then urgent',
    },
  },
  about: 'help.rule_add',
  least: 'supervisor',
  async run(desk, { rule: typed }, { by, chat, eventKey }) {
    if (!typed?.trim()) return { form: ruleForm(desk) };
    const texts = textsOf(desk);
    const said = typed.trimStart();
    const { name, condition } = splitRule(said.replace(atOnce, ''));
    const definition = parseRule(condition);
    if (!atOnce.test(said)) {
      const previewed = await previewRule(desk, 'new', { name, definition, chatId: chat.id, key: eventKey });
      return { text: texts('say.rule_previewing', { name: previewed.name }) };
    }
    const rule = await addRule(desk, { name, definition, by });
    return { text: texts('say.rule_added', { name: rule.name, condition: formatRule(definition, texts.language) }) };
  },
});
