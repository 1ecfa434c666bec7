import type { Language } from '../clocks/language.ts';
import type { Condition, RuleDefinition } from './rule-definition.ts';
import { isLeaf } from './rule-definition.ts';
import { kindOf } from './rule-kinds.ts';
import { levelWords, written } from './rule-words.ts';

/** A rule in words that `parseRule` reads back to the same definition: `当 内容包含 "退款" 且 平台是 亚马逊 则 紧急`. */
export function formatRule(definition: RuleDefinition, language: Language): string {
  const { when, then } = written[language];
  return `${when} ${formatCondition(definition.when, language)} ${then} ${levelWords[definition.level][language]}`;
}

export function formatCondition(condition: Condition, language: Language): string {
  if (isLeaf(condition)) return kindOf(condition).format(condition, language);
  if ('not' in condition) return `${written[language].not} ${bracketed(condition.not, language, ['all', 'any'])}`;
  // "and" binds closer than "or"; brackets keep what the tree says, also where they change nothing.
  if ('any' in condition)
    return condition.any.map((child) => bracketed(child, language, ['any'])).join(` ${written[language].or} `);
  return condition.all.map((child) => bracketed(child, language, ['all', 'any'])).join(` ${written[language].and} `);
}

/** Brackets around the joins that would otherwise be read together with what stands beside them. */
function bracketed(condition: Condition, language: Language, joins: readonly ('all' | 'any')[]): string {
  const text = formatCondition(condition, language);
  return !isLeaf(condition) && joins.some((join) => join in condition) ? `(${text})` : text;
}
