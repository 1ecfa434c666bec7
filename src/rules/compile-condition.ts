import type { Calendar } from '../clocks/calendar.ts';
import type { MessageFacts } from './facts.ts';
import type { Condition } from './rule-definition.ts';
import { isLeaf } from './rule-definition.ts';
import type { MatcherBuilder, Trigger, View } from './rule-kind.ts';
import type { Evidence } from './rule-kinds.ts';
import { kindOf } from './rule-kinds.ts';

export interface CompiledCondition {
  /** Why it holds (possibly no particular reason: []), null when it does not. */
  test: (view: View) => Evidence[] | null;
  /** It can hold only when one of these fired; null = it must always be looked at. */
  anchors: readonly Trigger[] | null;
  /** Rough share of messages on which an anchor fires. */
  share: number;
  moments: ((facts: MessageFacts, calendar: Calendar) => readonly number[])[];
}

/** A condition tree as closures, with the triggers by which an index can find it. */
export function compileCondition(condition: Condition, builder: MatcherBuilder): CompiledCondition {
  if (isLeaf(condition)) {
    const { test, anchors = null, share = 1, moments } = kindOf(condition).compile(condition, builder);
    return {
      test(view) {
        const evidence = test(view);
        return evidence ? [evidence] : null;
      },
      anchors,
      share: anchors ? share : 1,
      moments: moments ? [moments] : [],
    };
  }
  if ('all' in condition) return compileAll(condition.all.map((child) => compileCondition(child, builder)));
  if ('any' in condition) return compileAny(condition.any.map((child) => compileCondition(child, builder)));
  const { test, moments } = compileCondition(condition.not, builder);
  return { test: (view) => (test(view) ? null : []), anchors: null, share: 1, moments };
}

/** All must hold, so waiting for the rarest of them is enough. */
function compileAll(children: CompiledCondition[]): CompiledCondition {
  const anchored = children.filter(({ anchors }) => anchors !== null).sort((a, b) => a.share - b.share);
  return {
    test(view) {
      const why: Evidence[] = [];
      for (const child of children) {
        const evidence = child.test(view);
        if (!evidence) return null;
        why.push(...evidence);
      }
      return why;
    },
    anchors: anchored[0]?.anchors ?? null,
    share: anchored[0]?.share ?? 1,
    moments: children.flatMap(({ moments }) => moments),
  };
}

/** One is enough, so all of them must be waited for. Every one that holds is a reason, not only the first. */
function compileAny(children: CompiledCondition[]): CompiledCondition {
  const isAnchored = children.every(({ anchors }) => anchors !== null);
  return {
    test(view) {
      let why: Evidence[] | null = null;
      for (const child of children) {
        const evidence = child.test(view);
        if (evidence) why = why ? [...why, ...evidence] : evidence;
      }
      return why;
    },
    anchors: isAnchored ? children.flatMap(({ anchors }) => anchors ?? []) : null,
    // Unanchored children count 1, so the sum then is at least that.
    share: Math.min(
      1,
      children.reduce((sum, child) => sum + child.share, 0),
    ),
    moments: children.flatMap(({ moments }) => moments),
  };
}
