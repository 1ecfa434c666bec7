import type { MessageFacts } from '../../../src/rules/facts.ts';
import type { Condition } from '../../../src/rules/rule-definition.ts';
import { isLeaf } from '../../../src/rules/rule-definition.ts';
import type { Leaf } from '../../../src/rules/rule-kinds.ts';

/**
 * What a rule means, as plainly as it can be said: no index, no automaton, no evidence. The oracle for the matcher.
 * Only for texts and terms without case, width or folding questions, which have their own tests.
 */
export function holds(condition: Condition, facts: MessageFacts, waitedMs: number | null): boolean {
  if (isLeaf(condition)) return leafHolds(condition, facts, waitedMs);
  if ('all' in condition) return condition.all.every((child) => holds(child, facts, waitedMs));
  if ('any' in condition) return condition.any.some((child) => holds(child, facts, waitedMs));
  return !holds(condition.not, facts, waitedMs);
}

function leafHolds(leaf: Leaf, facts: MessageFacts, waitedMs: number | null): boolean {
  switch (leaf.kind) {
    case 'keywords':
      return (
        (leaf.any?.some((term) => contains(facts.text, term)) ?? true) &&
        (leaf.all?.every((term) => contains(facts.text, term)) ?? true) &&
        !leaf.none?.some((term) => contains(facts.text, term))
      );
    case 'pattern':
      return new RegExp(leaf.source, 'iu').test(facts.text);
    case 'unanswered':
      return waitedMs !== null && waitedMs >= leaf.forMs;
    case 'tone':
      return 'atLeast' in leaf ? facts.dissatisfaction >= leaf.atLeast : facts.dissatisfied;
    case 'platform':
      return leaf.in.includes(facts.platform);
    case 'store':
      return leaf.in.includes(facts.store);
    case 'country':
      return leaf.in.includes(facts.country);
    case 'language':
      return leaf.in.includes(facts.language ?? '');
    case 'topic':
      return leaf.in.includes(facts.topic ?? '');
    case 'buyer_tag':
      return leaf.in.some((tag) => facts.buyerTags.includes(tag));
    case 'agent':
      return leaf.in.includes(facts.ownerId ?? '');
    default:
      throw new Error(`${leaf.kind} is about no message: tests/e2e/matters.test.ts tries it`);
  }
}

function contains(text: string, term: string): boolean {
  const stem = term.replaceAll('*', '');
  const isLatin = /^[a-z ]+$/.test(stem);
  const left = isLatin && !term.startsWith('*') ? '(?<![a-z])' : '';
  const right = isLatin && !term.endsWith('*') ? '(?![a-z])' : '';
  return new RegExp(left + stem + right).test(text);
}
