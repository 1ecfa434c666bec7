import type { Database } from '../store/database.ts';
import { compileRules } from './compile-rules.ts';
import type { Matcher, Rule } from './compile-rules.ts';
import { leavesOf } from './leaves-of.ts';
import type { SubjectKind } from './rule-kind.ts';
import type { Leaf } from './rule-kinds.ts';
import { ruleOfRow } from './rule-name.ts';
import { subjectsOf } from './subjects-of.ts';
import { createJudge } from './trial.ts';
import type { Judge, WatchedRule } from './trial.ts';

/** The enabled rules of the workspace, compiled; what live traffic is matched against. */
export interface RuleBook extends Judge {
  /** The first forms of all that may ring. */
  matcher(): Matcher;
  /** Of the rules about something that is no message; undefined while no rule asks about it. */
  matcherAbout(subject: Exclude<SubjectKind, 'message'>): Matcher | undefined;
  /** Every condition of one kind in the rules in force: tells what has to be read for them. */
  leavesOfKind<Kind extends Leaf['kind']>(kind: Kind): Extract<Leaf, { kind: Kind }>[];
  rules(): readonly Rule[];
  /** Reads and compiles anew after a rule changed. */
  reload(): Promise<void>;
}

export async function openRuleBook(db: Database): Promise<RuleBook> {
  let rules: Rule[] = [];
  let matcher = compileRules(rules);
  let about = new Map<SubjectKind, Matcher>();
  let judge = createJudge(matcher, []);

  async function reload(): Promise<void> {
    const rows = await db.read.rule.findMany({ where: { enabled: true }, orderBy: { createdAt: 'asc' } });
    const all = rows.map((row): WatchedRule => ({
      ...ruleOfRow(row),
      shadow: row.shadow,
      trial: row.trial === null ? null : ruleOfRow({ ...row, definition: row.trial }),
    }));
    rules = all.filter(({ shadow }) => !shadow).map(({ id, name, version, definition }) => ({ id, name, version, definition }));
    const bySubject = new Map<SubjectKind, Rule[]>([['message', []]]);
    for (const rule of rules)
      for (const subject of subjectsOf(rule.definition.when)) bySubject.set(subject, [...(bySubject.get(subject) ?? []), rule]);
    about = new Map([...bySubject].map(([subject, asked]) => [subject, compileRules(asked)]));
    matcher = about.get('message')!;
    judge = createJudge(
      matcher,
      all.filter(({ shadow, trial }) => shadow || trial !== null),
    );
  }

  await reload();
  return {
    matcher: () => matcher,
    matcherAbout: (subject) => about.get(subject),
    leavesOfKind: <Kind extends Leaf['kind']>(kind: Kind) =>
      rules
        .flatMap(({ definition }) => leavesOf(definition.when))
        .filter((leaf): leaf is Extract<Leaf, { kind: Kind }> => leaf.kind === kind),
    rules: () => rules,
    judge: (facts, ticketId) => judge.judge(facts, ticketId),
    reload,
  };
}
