import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import { replanTimers } from '../tickets/replan-timers.ts';

/** Takes a line off the roster. @throws GengfuError role_required | unknown_line */
export async function removeRosterLine(desk: Desk, request: { number: number; by: Actor }): Promise<void> {
  const { number, by } = request;
  requireRole(by, 'supervisor');
  await desk.db.write(async (tx) => {
    const entry = await tx.rosterEntry.findUnique({ where: { number } });
    if (!entry) throw new GengfuError('unknown_line', { number });
    await tx.rosterEntry.delete({ where: { number } });
    const before = JSON.parse(entry.line) as unknown;
    await audit(tx, { at: desk.clock.now(), personId: by.id, action: 'roster', subject: String(number), before });
    await replanTimers(desk, tx);
  });
  await desk.roster.reload();
}
