import { parseRule } from '../rules/parse-rule.ts';
import { previewRule } from '../rules/preview-rule.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { splitRule } from './split-rule.ts';

/** Shows what a new rule, or a stored one changed, would have done in the last seven days; a tap saves it. */
export const rulePreview = defineCommand({
  spec: {
    name: 'rule preview',
    zh: ['规则 预览', '规则 修改', '规则 改'],
    aliases: ['rule change', 'rule edit'],
    params: [{ name: 'rule', kind: 'rest', label: { zh: '规则', en: 'rule' } }],
    example: {
      zh: '/规则 预览 退款词 当 内容包含 "退款","refund" 则 紧急',
      en: '/rule preview refund-words when text contains "refund" then urgent',
    },
  },
  about: 'help.rule_preview',
  least: 'supervisor',
  async run(desk, { rule: typed }, { chat, eventKey }) {
    const { name: named, condition } = splitRule(typed);
    const definition = parseRule(condition);
    const { name } = await previewRule(desk, 'any', { name: named, definition, chatId: chat.id, key: eventKey });
    return { text: textsOf(desk)('say.rule_previewing', { name }) };
  },
});
