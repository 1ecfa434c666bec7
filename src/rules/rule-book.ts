import type { Database, Reader, RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
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
  /** The same where another process changed one and word of it has not come yet; where there is no other it costs nothing. */
  keepUp(read: Reader | RowWrite): Promise<void>;
}

/** Differs when any rule was added, changed or removed. */
async function stampOf(read: Reader | RowWrite): Promise<string> {
  const rows = await selectRows<{ rules: number; versions: number; newest: string | null }>(
    read,
    'SELECT count(*) AS "rules", coalesce(sum("version"), 0) AS "versions", max("id") AS "newest" FROM "Rule"',
  );
  return JSON.stringify(rows[0]);
}

export async function openRuleBook(db: Database): Promise<RuleBook> {
  let rules: Rule[] = [];
  let matcher = compileRules(rules);
  let about = new Map<SubjectKind, Matcher>();
  let judge = createJudge(matcher, []);
  let stamp = '';
  let reading: Promise<void> = Promise.resolve();

  /** One after the other: what was read first must not come last. */
  function reload(): Promise<void> {
    reading = reading.catch(() => {}).then(read);
    return reading;
  }

  async function read(): Promise<void> {
    stamp = await stampOf(db.read);
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
    timers: (facts, ticketId, calendar) => judge.timers(facts, ticketId, calendar),
    judgeAt: (facts, ticketId, time) => judge.judgeAt(facts, ticketId, time),
    reload,
    async keepUp(read) {
      if (db.postgres && (await stampOf(read)) !== stamp) await reload();
    },
  };
}
