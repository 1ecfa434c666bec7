import * as z from 'zod';
import type { Level } from '../../cards/card.ts';
import type { Leaf } from './rule-kinds.ts';
import { ruleKinds } from './rule-kinds.ts';

/** A condition tree: leaves joined by and, or, not. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Leaf;

/** What a rule is, as stored in Rule.definition. */
export interface RuleDefinition {
  /** Of this format, not of the rule: a later format is migrated when read. */
  version: 1;
  when: Condition;
  level: Level;
}

/** Deeper than people think, shallow enough for recursion everywhere. */
export const MAX_DEPTH = 20;

const [first, ...rest] = ruleKinds.map((kind) => kind.schema);
const leaf: z.ZodType<Leaf> = z.union([first!, ...rest]);

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition).min(1).max(200) }),
    z.strictObject({ any: z.array(condition).min(1).max(200) }),
    z.strictObject({ not: condition }),
    leaf,
  ]),
);

/** Parses stored or imported JSON. */
export const ruleDefinition: z.ZodType<RuleDefinition> = z.strictObject({
  version: z.literal(1).default(1),
  // Depth is checked before the recursive schema walks in.
  when: z.unknown().refine((when) => !isDeeperThan(when, MAX_DEPTH), `conditions nest deeper than ${MAX_DEPTH}`).pipe(condition), // prettier-ignore
  level: z.enum(['urgent', 'important', 'normal']),
});

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  const below = 'all' in value ? value.all : 'any' in value ? value.any : 'not' in value ? [value.not] : [];
  return Array.isArray(below) && below.some((child) => isDeeperThan(child, depth - 1));
}

export function isLeaf(node: Condition): node is Leaf {
  return 'kind' in node;
}
