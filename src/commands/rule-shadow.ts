import { GengfuError } from '../errors.ts';
import { ruleNameIn } from '../rules/rule-name.ts';
import { shadowRule } from '../rules/shadow-rule.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { wordTable } from '../word-table.ts';

const words = wordTable<'on' | 'off'>({ on: 'on', off: 'off', 开: 'on', 关: 'off', 开启: 'on', 关闭: 'off' });

/** Lets a rule record and not ring, or ring again. */
export const ruleShadow = defineCommand({
  spec: {
    name: 'rule shadow',
    zh: ['规则 静默'],
    params: [
      { name: 'name', kind: 'word', label: { zh: '规则名', en: 'rule name' } },
      { name: 'to', kind: 'word', label: { zh: '开或关', en: 'on or off' } },
    ],
    example: { zh: '/规则 静默 退款词 开', en: '/rule shadow refund-words on' },
  },
  about: 'help.rule_shadow',
  least: 'supervisor',
  async run(desk, { name, to: typed }, { by }) {
    const texts = textsOf(desk);
    const to = words[typed.toLowerCase()];
    if (!to) throw new GengfuError('unknown_choice', { typed, choices: texts.language === 'zh' ? '开、关' : 'on, off' });
    const rule = await shadowRule(desk, { name, to, by });
    return { text: texts(`say.rule_shadow_${to}`, { name: ruleNameIn(rule.name, texts.language) }) };
  },
});
