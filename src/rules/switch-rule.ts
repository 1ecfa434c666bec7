import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import { findRule } from './rule-name.ts';

/** Switches a rule on or off by name; returns the name it is stored under. @throws GengfuError unknown_rule */
export async function switchRule(desk: Desk, request: { name: string; to: 'on' | 'off'; by: Actor }): Promise<{ name: string }> {
  const { to, by } = request;
  const now = desk.clock.now();
  const name = await desk.db.write(async (tx) => {
    const rule = await findRule(tx, request.name);
    if (!rule) throw new GengfuError('unknown_rule', { rule: request.name });
    await tx.rule.update({
      where: { id: rule.id },
      data: { enabled: to === 'on', updatedAt: new Date(now), version: { increment: 1 } },
    });
    await audit(tx, { at: now, personId: by.id, action: `rule ${to}`, subject: rule.name });
    return rule.name;
  });
  await desk.rules.reload();
  return { name };
}
