import { formatRule } from '../rules/format-rule.ts';
import { ruleDefinition } from '../rules/rule-definition.ts';
import { ruleNameIn } from '../rules/rule-name.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** A rule of two hundred words would push all others off the screen. */
const longest = 120;

const shorten = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

export const ruleList = defineCommand({
  spec: {
    name: 'rule list',
    zh: ['规则 列表', '规则'],
    aliases: ['rules', 'rule'],
    params: [],
    example: { zh: '/规则 列表', en: '/rule list' },
  },
  about: 'help.rule_list',
  least: 'viewer',
  async run(desk) {
    const texts = textsOf(desk);
    const rules = await desk.db.read.rule.findMany({ orderBy: { createdAt: 'asc' } });
    const lines = rules.map((rule) => {
      const definition = ruleDefinition.parse(JSON.parse(rule.definition));
      const condition = shorten(formatRule(definition, texts.language));
      return texts('say.rule_line', {
        mark: rule.enabled ? '●' : '○',
        name: ruleNameIn(rule.name, texts.language),
        level: texts(`level.${definition.level}`),
        condition,
      });
    });
    return { text: lines.join('\n') || texts('say.no_rules') };
  },
});
