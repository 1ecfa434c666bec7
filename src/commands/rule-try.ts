import { GengfuError } from '../errors.ts';
import { parseRule } from '../rules/parse-rule.ts';
import { startTrial } from '../rules/start-trial.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { splitRule } from './split-rule.ts';

export const ruleTry = defineCommand({
  spec: {
    name: 'rule try',
    zh: ['规则 试用'],
    params: [{ name: 'rule', kind: 'rest', label: { zh: '规则名和新写法', en: 'rule and its second form' } }],
    example: {
      zh: '/规则 试用 退款词 改成 当 内容包含 "Geld zurück" 则 紧急',
      en: '/rule try refund-words to when text contains "Geld zurück" then urgent',
    },
  },
  about: 'help.rule_try',
  least: 'supervisor',
  async run(desk, { rule: typed }, { by }) {
    const { name: named, condition } = splitRule(typed);
    if (named === undefined) throw new GengfuError('unknown_rule', { rule: typed.trim().slice(0, 40) });
    const { name, number } = await startTrial(desk, { name: named, definition: parseRule(condition), by });
    return { text: textsOf(desk)('say.trial_started', { name, number }) };
  },
});
