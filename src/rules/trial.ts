import { createHash } from 'node:crypto';
import type { MessageFacts } from './facts.ts';
import type { Matcher, Rule, RuleMatch } from './compile-rules.ts';
import { compileRules } from './compile-rules.ts';

export type Variant = 'a' | 'b';

/** A rule that is watched: two forms of it are compared, or it only records. */
export interface WatchedRule extends Rule {
  /** The second form. */
  trial: Rule | null;
  shadow: boolean;
}

/** What a rule made of a message. */
export interface Judgement {
  match: RuleMatch;
  state: 'rang' | 'shadow';
  /** Which forms held, of a rule under comparison. */
  held: Variant | 'ab' | null;
}

/** What holds of a rule that nobody watches. */
export const rings = (match: RuleMatch): Judgement => ({ match, state: 'rang', held: null });

export interface Judge {
  /** Most urgent first. @param ticketId decides which form is in force */
  judge(facts: MessageFacts, ticketId: string): Judgement[];
}

/**
 * Which form is in force for a ticket: a fair coin that always falls the same way, and another one for every rule, so that
 * comparisons that run at once do not colour each other.
 */
export function variantOf(ruleId: string, ticketId: string): Variant {
  return createHash('sha256').update(`${ruleId} ${ticketId}`).digest()[0]! % 2 === 0 ? 'a' : 'b';
}

/**
 * Judges messages with the rules in force and those that are watched. Both forms of a rule look at every message, and what
 * held is recorded; only the form in force for the ticket rings. So hits are compared on the same messages, and what the
 * team made of them on tickets that nobody chose.
 * @param live all first forms that may ring
 */
export function createJudge(live: Matcher, watched: readonly WatchedRule[]): Judge {
  const byId = new Map(watched.map((rule) => [rule.id, rule]));
  const aside = compileRules(watched.flatMap((rule) => (rule.shadow ? [rule] : rule.trial ? [rule.trial] : [])));
  if (byId.size === 0) return { judge: (facts) => live.match(facts).map(rings) };

  return {
    judge(facts, ticketId) {
      const second = new Map(aside.match(facts).map((match) => [match.ruleId, match]));
      const judged = live.match(facts).map((match): Judgement => {
        const rule = byId.get(match.ruleId);
        if (!rule?.trial) return rings(match);
        const other = second.get(match.ruleId);
        second.delete(match.ruleId);
        if (variantOf(rule.id, ticketId) === 'a') return { match, state: 'rang', held: other ? 'ab' : 'a' };
        return other ? { match: other, state: 'rang', held: 'ab' } : { match, state: 'shadow', held: 'a' };
      });
      for (const match of second.values()) {
        const shadow = byId.get(match.ruleId)!.shadow;
        const rings = !shadow && variantOf(match.ruleId, ticketId) === 'b';
        judged.push({ match, state: rings ? 'rang' : 'shadow', held: shadow ? null : 'b' });
      }
      return judged;
    },
  };
}
