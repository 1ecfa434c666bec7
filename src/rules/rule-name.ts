import type { Language } from '../clocks/language.ts';
import { GengfuError } from '../errors.ts';
import type { Reader, Write } from '../store/database.ts';
import { readyMadeRules } from './ready-made.ts';
import type { ReadyMadeRule } from './ready-made.ts';
import type { Rule } from './compile-rules.ts';
import { ruleDefinition } from './rule-definition.ts';

const readyMade = new Map(
  readyMadeRules.flatMap((rule): [string, ReadyMadeRule][] => [
    [rule.name.zh.toLowerCase(), rule],
    [rule.name.en.toLowerCase(), rule],
  ]),
);

/** A rule's name for its reader: a ready-made one has a name in each language, whichever it was stored under. */
export const ruleNameIn = (name: string, language: Language): string => readyMade.get(name.toLowerCase())?.name[language] ?? name;

/** The stored rule that somebody means, by either name of a ready-made one. */
export async function findRule(read: Reader | Write, typed: string) {
  const name = typed.trim();
  const exact = await read.rule.findUnique({ where: { name } });
  if (exact) return exact;
  const names = readyMade.get(name.toLowerCase())?.name;
  return names ? read.rule.findFirst({ where: { name: { in: [names.zh, names.en] } } }) : null;
}

/** The same, ready to be compiled, switched on or not. @throws GengfuError unknown_rule */
export async function readRule(read: Reader | Write, typed: string): Promise<Rule> {
  const row = await findRule(read, typed);
  if (!row) throw new GengfuError('unknown_rule', { rule: typed });
  return ruleOfRow(row);
}

/** A stored rule, parsed. */
export const ruleOfRow = ({ id, name, version, definition }: Omit<Rule, 'definition'> & { definition: string }): Rule => ({
  id,
  name,
  version,
  definition: ruleDefinition.parse(JSON.parse(definition)),
});
