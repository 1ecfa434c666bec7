import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import { replanTimers } from '../tickets/replan-timers.ts';
import type { Entry } from './roster-book.ts';
import { entryOf } from './roster-book.ts';

/** The one who was asked agrees: from now on the swap is in force. @throws GengfuError unknown_line, also when it was not theirs to accept */
export async function acceptSwap(desk: Desk, request: { number: number; by: Actor }): Promise<Entry> {
  const { number, by } = request;
  const row = await desk.db.write(async (tx) => {
    const [accepted] = await tx.rosterEntry.updateManyAndReturn({
      where: { number, pendingFor: by.id },
      data: { pendingFor: null },
    });
    if (!accepted) throw new GengfuError('unknown_line', { number });
    await audit(tx, { at: desk.clock.now(), personId: by.id, action: 'swap', subject: String(number), after: 'accepted' });
    await replanTimers(desk, tx);
    return accepted;
  });
  await desk.roster.reload();
  return entryOf(row);
}
