import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';

/** Switches a rule on or off by name. @throws GengfuError unknown_rule */
export async function switchRule(desk: Desk, request: { name: string; to: 'on' | 'off'; by: Actor }): Promise<{ name: string }> {
  const { name, to, by } = request;
  const now = desk.clock.now();
  await desk.db.write(async (tx) => {
    const switched = await tx.rule.updateMany({
      where: { name },
      data: { enabled: to === 'on', updatedAt: new Date(now), version: { increment: 1 } },
    });
    if (switched.count === 0) throw new GengfuError('unknown_rule', { rule: name });
    await audit(tx, { at: now, personId: by.id, action: `rule ${to}`, subject: name });
  });
  await desk.rules.reload();
  return { name };
}
