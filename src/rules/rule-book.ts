import type { Database } from '../store/database.ts';
import { compileRules } from './compile-rules.ts';
import type { Matcher, Rule } from './compile-rules.ts';
import { ruleDefinition } from './rule-definition.ts';

/** The enabled rules of the workspace, compiled; what live traffic is matched against. */
export interface RuleBook {
  matcher(): Matcher;
  rules(): readonly Rule[];
  /** Reads and compiles anew after a rule changed. */
  reload(): Promise<void>;
}

export async function openRuleBook(db: Database): Promise<RuleBook> {
  let rules: Rule[] = [];
  let matcher = compileRules(rules);

  async function reload(): Promise<void> {
    const rows = await db.read.rule.findMany({ where: { enabled: true }, orderBy: { createdAt: 'asc' } });
    rules = rows.map(({ id, name, version, definition }) => ({
      id,
      name,
      version,
      definition: ruleDefinition.parse(JSON.parse(definition)),
    }));
    matcher = compileRules(rules);
  }

  await reload();
  return { matcher: () => matcher, rules: () => rules, reload };
}
