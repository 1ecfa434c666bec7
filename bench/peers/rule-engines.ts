import { Environment } from '@marcbachmann/cel-js';
import { LogicEngine } from 'json-logic-engine';
import { Engine } from 'json-rules-engine';
import { foldText } from '../../src/rules/fold-text.ts';
import type { MessageFacts } from '../../src/rules/facts.ts';
import type { PlainRule } from '../lib/rule-world.ts';

/** How many rules ring for a message. */
export type CountHits = (facts: MessageFacts) => number | Promise<number>;

/** Other engines with the same rules; each is given the text folded, as it has to be compared. */
export const ruleEngines: Record<string, (rules: readonly PlainRule[]) => CountHits> = {
  'json-rules-engine': (rules) => {
    const engine = new Engine([], { allowUndefinedFacts: true });
    engine.addOperator('holds any', (text: string, words: string[]) => words.some((word) => text.includes(word)));
    for (const [index, { words, platform, dissatisfied, languages }] of rules.entries())
      engine.addRule({
        name: `rule ${index}`,
        conditions: {
          all: [
            { fact: 'platform', operator: 'equal', value: platform },
            { fact: 'language', operator: 'in', value: languages },
            ...(dissatisfied ? [{ fact: 'dissatisfied', operator: 'equal', value: true }] : []),
            { fact: 'text', operator: 'holds any', value: words.map(foldText) },
          ],
        },
        event: { type: 'rings' },
      });
    return async ({ text, platform, language, dissatisfied }) =>
      (await engine.run({ text: foldText(text), platform, language, dissatisfied })).results.length;
  },
  'json-logic-engine': (rules) => {
    const engine = new LogicEngine();
    const compiled = rules.map(({ words, platform, dissatisfied, languages }) =>
      engine.build({
        and: [
          { '===': [{ var: 'platform' }, platform] },
          { in: [{ var: 'language' }, languages] },
          ...(dissatisfied ? [{ var: 'dissatisfied' }] : []),
          { or: words.map((word) => ({ in: [foldText(word), { var: 'text' }] })) },
        ],
      }),
    );
    return ({ text, platform, language, dissatisfied }) => {
      const facts = { text: foldText(text), platform, language, dissatisfied };
      return compiled.filter((rule) => (rule as (facts: object) => boolean)(facts)).length;
    };
  },
  'cel-js': (rules) => {
    const env = new Environment()
      .registerVariable('text', 'string')
      .registerVariable('platform', 'string')
      .registerVariable('language', 'string')
      .registerVariable('dissatisfied', 'bool');
    const compiled = rules.map(({ words, platform, dissatisfied, languages }) =>
      env.parse(
        [
          `platform == ${JSON.stringify(platform)}`,
          `language in ${JSON.stringify(languages)}`,
          ...(dissatisfied ? ['dissatisfied'] : []),
          `(${words.map((word) => `text.contains(${JSON.stringify(foldText(word))})`).join(' || ')})`,
        ].join(' && '),
      ),
    );
    return ({ text, platform, language, dissatisfied }) => {
      const facts = { text: foldText(text), platform, language, dissatisfied };
      return compiled.filter((rule) => rule(facts)).length;
    };
  },
};
