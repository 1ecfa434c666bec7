import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { outranksAgents } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';

/** Takes a proposed swap away: the one who was asked declines, the one who asked takes it back. @throws GengfuError unknown_line */
export async function declineSwap(desk: Desk, request: { number: number; by: Actor }): Promise<void> {
  const { number, by } = request;
  await desk.db.write(async (tx) => {
    const { count } = await tx.rosterEntry.deleteMany({
      where: {
        number,
        pendingFor: { not: null },
        ...(outranksAgents(by) ? {} : { OR: [{ pendingFor: by.id }, { createdBy: by.id }] }),
      },
    });
    if (count === 0) throw new GengfuError('unknown_line', { number });
    await audit(tx, { at: desk.clock.now(), personId: by.id, action: 'swap', subject: String(number), after: 'declined' });
  });
  await desk.roster.reload();
}
