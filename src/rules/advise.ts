import type { Condition, RuleDefinition } from './rule-definition.ts';
import { isLeaf } from './rule-definition.ts';

/** What became of an alert of a rule. */
export interface PastAlert {
  /** Keywords of the rule that were in the message. */
  found: readonly string[];
  dismissed: boolean;
}

/** A keyword that brings about at least so many alerts on its own is worth a word. */
const fewestSaved = 5;
/** Of the alerts that would be gone, so many must have been dismissed. */
const leastShare = 0.8;
const lower = { urgent: 'important', important: 'normal' } as const;

/**
 * A smaller rule for one that is mostly dismissed: without the keyword that alone brought about most false alarms and hardly
 * anything else, or where there is no such keyword, a level lower. Null when nothing is left to give up.
 */
export function adviseOn(definition: RuleDefinition, alerts: readonly PastAlert[]): RuleDefinition | null {
  const alone = Map.groupBy(
    alerts.filter(({ found }) => found.length === 1),
    ({ found }) => found[0]!,
  );
  const [worst] = [...alone]
    .map(([keyword, caused]) => ({ keyword, all: caused.length, dismissed: caused.filter((alert) => alert.dismissed).length }))
    .filter(({ all, dismissed }) => dismissed >= fewestSaved && dismissed / all >= leastShare)
    .sort((a, b) => b.dismissed - a.dismissed);
  const without = worst && withoutKeyword(definition.when, worst.keyword);
  if (without) return { ...definition, when: without };
  return definition.level === 'normal' ? null : { ...definition, level: lower[definition.level] };
}

/** The condition without one of the words of which any will do; null where it is the only one, or stands nowhere. */
function withoutKeyword(when: Condition, keyword: string): Condition | null {
  if (isLeaf(when)) {
    if (when.kind !== 'keywords' || !when.any?.includes(keyword) || when.any.length === 1) return null;
    return { ...when, any: when.any.filter((word) => word !== keyword) };
  }
  if ('not' in when) return null;
  const children = 'all' in when ? when.all : when.any;
  const smaller = children.map((child) => withoutKeyword(child, keyword));
  if (smaller.every((child) => child === null)) return null;
  const kept = children.map((child, index) => smaller[index] ?? child);
  return 'all' in when ? { all: kept } : { any: kept };
}

/** Words of which any will do, wherever they stand. */
export function keywordsOf(when: Condition): string[] {
  if (isLeaf(when)) return when.kind === 'keywords' ? (when.any ?? []) : [];
  if ('not' in when) return [];
  return ('all' in when ? when.all : when.any).flatMap(keywordsOf);
}
