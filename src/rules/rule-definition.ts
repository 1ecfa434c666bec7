import * as z from 'zod';
import type { Level } from '../../cards/card.ts';
import type { Leaf } from './rule-kinds.ts';
import { kindNamed } from './rule-kinds.ts';

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

/** Picks the one schema that applies, so that what is wrong is said of that kind and not of all of them. */
const condition: z.ZodType<Condition> = z.unknown().transform((value, context) => {
  const schema = schemaFor(value);
  if (!schema) {
    context.addIssue({ code: 'custom', message: 'expected all, any, not or a known kind of condition' });
    return z.NEVER;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // What was wrong goes along as it was said first, however deep it stood.
  for (const issue of parsed.error.issues)
    context.addIssue({ code: 'custom', message: issue.message, path: issue.path, params: firstSaid(issue) });
  return z.NEVER;
});

/** The issue that the schema of a kind raised. */
export function firstSaid(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  return issue.code === 'custom' && issue.params && 'code' in issue.params ? (issue.params as z.core.$ZodIssue) : issue;
}

const children = z.array(condition).min(1).max(200);
const all = z.strictObject({ all: children });
const any = z.strictObject({ any: children });
const not = z.strictObject({ not: condition });

function schemaFor(value: unknown): z.ZodType<Condition> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('kind' in value) return typeof value.kind === 'string' ? kindNamed(value.kind)?.schema : undefined;
  return 'all' in value ? all : 'any' in value ? any : 'not' in value ? not : undefined;
}

/** Parses stored or imported JSON. */
export const ruleDefinition: z.ZodType<RuleDefinition> = z.strictObject({
  version: z.literal(1).default(1),
  when: z
    .unknown()
    // Before the recursive schema walks in.
    .refine((when) => !isDeeperThan(when, MAX_DEPTH), `conditions nest deeper than ${MAX_DEPTH}`)
    .pipe(condition),
  level: z.enum(['urgent', 'important', 'normal']),
});

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || 'kind' in value) return false;
  if (depth === 0) return true;
  const below = 'all' in value ? value.all : 'any' in value ? value.any : 'not' in value ? [value.not] : [];
  return Array.isArray(below) && below.some((child) => isDeeperThan(child, depth - 1));
}

export function isLeaf(node: Condition): node is Leaf {
  return 'kind' in node;
}
