import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { findTicket } from '../tickets/find-ticket.ts';
import { insertSilence } from './add-silence.ts';

/** What one tap silences a ticket for, in milliseconds. */
export const tapSilenceMs = 2 * 3_600_000;

/**
 * Lets nothing ring for one ticket until an instant. Of several who tap the first silences it, the others hear until when.
 * @throws GengfuError silence_runs (with `until`) | unknown_ticket | ticket_closed | role_required
 */
export async function silenceTicket(
  desk: Desk,
  { ticket: number, until, by, chatId }: { ticket: number; until: number; by: Actor; chatId: string },
): Promise<void> {
  requireRole(by, 'agent');
  await desk.db.write(async (tx) => {
    const ticket = await findTicket(tx, number);
    if (ticket.state === 'closed') throw new GengfuError('ticket_closed', { ticket: number });
    const running = await tx.silence.findFirst({
      where: { scope: 'ticket', subject: ticket.id, until: { gt: new Date(desk.clock.now()) } },
      orderBy: { until: 'desc' },
    });
    if (running) throw new GengfuError('silence_runs', { ticket: number, until: running.until.getTime() });
    await insertSilence(desk, tx, { scope: 'ticket', subject: ticket.id, name: `#${number}`, until, reason: null, by, chatId });
  });
}
