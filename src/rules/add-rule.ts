import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import { newId } from '../store/ids.ts';
import type { Write } from '../store/database.ts';
import type { RuleDefinition } from './rule-definition.ts';
import { replanWaiting } from './replan-waiting.ts';
import { findRule } from './rule-name.ts';

/** It stands on every card that the rule rings for. */
const longestName = 80;

export interface NewRule {
  name?: string;
  definition: RuleDefinition;
  by: Actor;
}

/** Stores a rule and puts it in force. Without a name it gets the next free `规则 N` / `rule N`. @throws GengfuError rule_exists */
export async function addRule(desk: Desk, rule: NewRule): Promise<{ id: string; name: string; definition: RuleDefinition }> {
  const stored = await desk.db.write((tx) => addRuleWithin(desk, tx, rule));
  await desk.rules.reload();
  return { ...stored, definition: rule.definition };
}

/** The same as a part of the caller's transaction; the book is to be reloaded after it. */
export async function addRuleWithin(desk: Desk, tx: Write, rule: NewRule): Promise<{ id: string; name: string }> {
  const now = new Date(desk.clock.now());
  const name = rule.name ?? (await nextRuleName(desk, tx));
  if (name.length > longestName) throw new GengfuError('invalid_input', { field: 'rule', most: longestName });
  // By either of its names: the other one would never be found again.
  if (await findRule(tx, name)) throw new GengfuError('rule_exists', { rule: name });
  const id = newId();
  const definition = JSON.stringify(rule.definition);
  await tx.rule.create({ data: { id, name, definition, createdAt: now, updatedAt: now, createdBy: rule.by.id } });
  await audit(tx, { at: now.getTime(), personId: rule.by.id, action: 'rule added', subject: name, after: rule.definition });
  await replanWaiting(desk, tx, { definition });
  return { id, name };
}

/** For a rule that nobody named: the next number that neither a rule nor one that waits to be saved is called by. */
export async function nextRuleName(desk: Desk, tx: Write): Promise<string> {
  const word = desk.settings.get('language') === 'zh' ? '规则' : 'rule';
  const named = { name: { startsWith: `${word} ` } };
  const rules = await tx.rule.findMany({ where: named, select: { name: true } });
  const waiting = await tx.proposal.findMany({ where: { ...named, ruleId: null, state: 'open' }, select: { name: true } });
  const taken = new Set([...rules, ...waiting].map(({ name }) => name));
  let number = (await tx.rule.count()) + 1;
  while (taken.has(`${word} ${number}`)) number++;
  return `${word} ${number}`;
}
