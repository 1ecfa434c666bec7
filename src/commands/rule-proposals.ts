import { settleProposal } from '../rules/proposals.ts';
import type { Choice } from '../rules/proposals.ts';
import { settledWords } from '../rules/settled-words.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** The taps of a proposal's card, typed. */
const settle = (choice: Choice, zh: readonly string[]) =>
  defineCommand({
    spec: {
      name: `rule ${choice}`,
      zh,
      params: [{ name: 'number', kind: 'number', label: { zh: '提议编号', en: 'number of the proposal' } }],
      example: { zh: `/${zh[0]} 3`, en: `/rule ${choice} 3` },
    },
    about: `help.rule_${choice}`,
    least: 'supervisor',
    async run(desk, { number }, { by }) {
      const { name, ruleId } = await settleProposal(desk, { number, choice, by });
      return { text: textsOf(desk)(settledWords(choice, { isNew: ruleId === null }), { name }) };
    },
  });

export const ruleAdopt = settle('adopt', ['规则 采用', '规则 保存']);
export const ruleDrop = settle('drop', ['规则 放弃']);
export const ruleLater = settle('later', ['规则 以后']);
export const ruleNever = settle('never', ['规则 不再提']);
