import type { Condition } from './rule-definition.ts';
import { isLeaf } from './rule-definition.ts';
import type { Leaf } from './rule-kinds.ts';

/** Every leaf of a condition, left to right. */
export function leavesOf(condition: Condition): Leaf[] {
  if (isLeaf(condition)) return [condition];
  if ('not' in condition) return leavesOf(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(leavesOf);
}
