import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import { newId } from '../store/ids.ts';
import type { RuleDefinition } from './rule-definition.ts';
import { findRule } from './rule-name.ts';

/** Stores a rule and puts it in force. Without a name it gets the next free `规则 N` / `rule N`. @throws GengfuError rule_exists */
export async function addRule(
  desk: Desk,
  rule: { name?: string; definition: RuleDefinition; by: Actor },
): Promise<{ id: string; name: string; definition: RuleDefinition }> {
  const now = new Date(desk.clock.now());
  const stored = await desk.db.write(async (tx) => {
    const name = rule.name ?? `${desk.settings.get('language') === 'zh' ? '规则' : 'rule'} ${(await tx.rule.count()) + 1}`;
    // By either of its names: the other one would never be found again.
    if (await findRule(tx, name)) throw new GengfuError('rule_exists', { rule: name });
    const id = newId();
    const definition = JSON.stringify(rule.definition);
    await tx.rule.create({ data: { id, name, definition, createdAt: now, updatedAt: now, createdBy: rule.by.id } });
    await audit(tx, { at: now.getTime(), personId: rule.by.id, action: 'rule added', subject: name, after: rule.definition });
    return { id, name };
  });
  await desk.rules.reload();
  return { ...stored, definition: rule.definition };
}
