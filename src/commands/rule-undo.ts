import { ruleNameIn } from '../rules/rule-name.ts';
import { undoRule } from '../rules/undo-rule.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

export const ruleUndo = defineCommand({
  spec: {
    name: 'rule undo',
    zh: ['规则 撤销'],
    params: [],
    example: { zh: '/规则 撤销', en: '/rule undo' },
  },
  about: 'help.rule_undo',
  least: 'supervisor',
  async run(desk, _, { by }) {
    const { name, what } = await undoRule(desk, by);
    const texts = textsOf(desk);
    const said = what === 'rule added' ? 'say.rule_undone_added' : 'say.rule_undone';
    return { text: texts(said, { name: ruleNameIn(name, texts.language) }) };
  },
});
