import type { Level } from '../../cards/card.ts';
import type { Calendar } from '../clocks/calendar.ts';
import type { CompiledCondition } from './compile-condition.ts';
import { compileCondition } from './compile-condition.ts';
import type { MessageFacts } from './facts.ts';
import { createKeywordIndex } from './keyword-index.ts';
import { createPatternIndex } from './pattern-index.ts';
import type { RuleDefinition } from './rule-definition.ts';
import type { Trigger, View } from './rule-kind.ts';
import type { Evidence } from './rule-kinds.ts';
import { createValueIndex } from './value-index.ts';

/** An enabled rule as read from the database, its definition already through `ruleDefinition`. */
export interface Rule {
  id: string;
  name: string;
  version: number;
  definition: RuleDefinition;
}

export interface RuleMatch {
  ruleId: string;
  ruleName: string;
  ruleVersion: number;
  level: Level;
  why: Evidence[];
}

/** All rules of a workspace as one. Holds no state between calls; replace it when a rule changes. */
export interface Matcher {
  /** What rings when a message arrives, most urgent first. Nobody has waited yet: `unanswered` does not hold. */
  match(facts: MessageFacts): RuleMatch[];
  /** What holds at an instant, waiting time included. */
  matchAt(facts: MessageFacts, time: { now: number; calendar: Calendar }): RuleMatch[];
  /**
   * For each rule that does not hold on arrival but will once nobody has answered long enough: the first instant it does.
   * Everything but the clock is taken as it is now; ask again when the conversation or the calendar changes. Nothing
   * when nobody waits (`unansweredSince` absent).
   */
  unansweredTimers(facts: MessageFacts, calendar: Calendar): { ruleId: string; dueAt: number }[];
}

interface CompiledRule extends CompiledCondition {
  rule: Rule;
}

const urgency: Readonly<Record<Level, number>> = { urgent: 0, important: 1, normal: 2 };

/**
 * Compiles rules into one matcher. A message is scanned once for all keywords, once for all patterns and looked up once for
 * each field; only rules one of whose anchors fired, and rules without any, are then evaluated. What a message costs
 * depends on how many rules it concerns, not on how many there are.
 */
export function compileRules(rules: readonly Rule[]): Matcher {
  let triggers = 0;
  const nextTrigger = (): Trigger => triggers++;
  const keywordIndex = createKeywordIndex(nextTrigger);
  const patternIndex = createPatternIndex(nextTrigger);
  const valueIndex = createValueIndex(nextTrigger);
  const builder = { keyword: keywordIndex.add, pattern: patternIndex.add, value: valueIndex.add };

  const compiled = [...rules]
    .sort((a, b) => urgency[a.definition.level] - urgency[b.definition.level])
    .map((rule): CompiledRule => ({ rule, ...compileCondition(rule.definition.when, builder) }));
  const always = compiled.flatMap(({ anchors }, index) => (anchors === null ? [index] : []));
  const anchoredBy: number[][] = Array.from({ length: triggers }, () => []);
  compiled.forEach(({ anchors }, index) => {
    for (const trigger of new Set(anchors)) anchoredBy[trigger]!.push(index);
  });
  // One scan at a time marks what it met with its own number, so that nothing has to be emptied for the next.
  const firedIn = new Float64Array(triggers);
  const lookedAtIn = new Float64Array(compiled.length);
  let scans = 0;
  const fired = (trigger: Trigger): boolean => firedIn[trigger] === scans;

  /** Marks the triggers of one message. @returns the rules worth looking at, in order */
  function scan(facts: MessageFacts): CompiledRule[] {
    scans++;
    const candidates = [...always];
    const fire = (trigger: Trigger): void => {
      if (firedIn[trigger] === scans) return;
      firedIn[trigger] = scans;
      for (const index of anchoredBy[trigger]!) {
        if (lookedAtIn[index] === scans) continue;
        lookedAtIn[index] = scans;
        candidates.push(index);
      }
    };
    keywordIndex.scan(facts.text, fire);
    patternIndex.scan(facts.text, fire);
    valueIndex.scan(facts, fire);
    return candidates.sort((a, b) => a - b).map((index) => compiled[index]!);
  }

  function evaluate(facts: MessageFacts, time?: View['time']): RuleMatch[] {
    const candidates = scan(facts);
    const view: View = { facts, fired, ...(time ? { time } : {}) };
    const matches: RuleMatch[] = [];
    for (const { rule, test } of candidates) {
      const why = test(view);
      if (why)
        matches.push({ ruleId: rule.id, ruleName: rule.name, ruleVersion: rule.version, level: rule.definition.level, why });
    }
    return matches;
  }

  return {
    match: (facts) => evaluate(facts),
    matchAt: (facts, time) => evaluate(facts, time),
    unansweredTimers(facts, calendar) {
      const candidates = scan(facts);
      const view = { facts, fired };
      return candidates.flatMap(({ rule, test, moments }) => {
        if (moments.length === 0 || test(view)) return [];
        const instants = moments.flatMap((momentsOf) => momentsOf(facts, calendar)).sort((a, b) => a - b);
        const dueAt = instants.find((now) => test({ ...view, time: { now, calendar } }));
        return dueAt === undefined ? [] : [{ ruleId: rule.id, dueAt }];
      });
    },
  };
}
