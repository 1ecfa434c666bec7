import type { Language } from '../clocks/language.ts';
import type { Reader, Write } from '../store/database.ts';
import { readyMadeRules } from './ready-made.ts';
import type { ReadyMadeRule } from './ready-made.ts';

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
