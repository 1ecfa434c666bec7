import { createHash } from 'node:crypto';
import type { Calendar } from '../clocks/calendar.ts';
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

/** When waiting alone will make a rule hold. */
export interface RuleTimer {
  ruleId: string;
  dueAt: number;
  /** It is only recorded: the form that is not in force for the ticket, or a rule that rings for nothing. */
  aside: boolean;
}

/** What holds of a rule that nobody watches. */
export const rings = (match: RuleMatch): Judgement => ({ match, state: 'rang', held: null });

export interface Judge {
  /** Most urgent first. @param ticketId decides which form is in force */
  judge(facts: MessageFacts, ticketId: string): Judgement[];
  /** The instants at which somebody will have waited long enough, each form of a rule by itself. */
  timers(facts: MessageFacts, ticketId: string, calendar: Calendar): RuleTimer[];
  /** What holds at an instant, waiting time included. Both forms of one rule stand beside each other: they hold at times of their own. */
  judgeAt(facts: MessageFacts, ticketId: string, time: { now: number; calendar: Calendar }): Judgement[];
}

/**
 * Which form is in force for a ticket: a fair coin that always falls the same way, and another one for every rule, so that
 * comparisons that run at once do not colour each other.
 */
export function variantOf(ruleId: string, ticketId: string): Variant {
  return createHash('sha256').update(`${ruleId} ${ticketId}`).digest()[0]! % 2 === 0 ? 'a' : 'b';
}

const comparedForm = (rule: WatchedRule | undefined, form: Variant): Variant | null =>
  rule?.trial && !rule.shadow ? form : null;

/**
 * Judges messages with the rules in force and those that are watched. Both forms of a rule look at every message, and what
 * held is recorded; only the form in force for the ticket rings. So hits are compared on the same messages, and what the
 * team made of them on tickets that nobody chose.
 * @param live all first forms that may ring
 */
export function createJudge(live: Matcher, watched: readonly WatchedRule[]): Judge {
  const byId = new Map(watched.map((rule) => [rule.id, rule]));
  const aside = compileRules(watched.flatMap((rule) => (rule.shadow ? [rule] : rule.trial ? [rule.trial] : [])));
  if (byId.size === 0)
    return {
      judge: (facts) => live.match(facts).map(rings),
      timers: (facts, _, calendar) => live.unansweredTimers(facts, calendar).map((timer) => ({ ...timer, aside: false })),
      judgeAt: (facts, _, time) => live.matchAt(facts, time).map(rings),
    };
  const isAside = (ruleId: string, ticketId: string, form: Variant): boolean => {
    const rule = byId.get(ruleId);
    if (!rule) return false;
    return rule.shadow || (rule.trial !== null && variantOf(ruleId, ticketId) !== form);
  };

  return {
    timers(facts, ticketId, calendar) {
      const of = (matcher: Matcher, form: Variant): RuleTimer[] =>
        matcher.unansweredTimers(facts, calendar).map((timer) => ({ ...timer, aside: isAside(timer.ruleId, ticketId, form) }));
      return [...of(live, 'a'), ...of(aside, 'b')];
    },
    judgeAt(facts, ticketId, time) {
      const of = (matcher: Matcher, form: Variant): Judgement[] =>
        matcher.matchAt(facts, time).map((match) => ({
          match,
          state: isAside(match.ruleId, ticketId, form) ? 'shadow' : 'rang',
          held: comparedForm(byId.get(match.ruleId), form),
        }));
      return [...of(live, 'a'), ...of(aside, 'b')];
    },
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
