import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Write } from '../store/database.ts';
import { findTicket } from './find-ticket.ts';

/**
 * Refuses what was decided on an older picture when the buyer has written since (F2). Other changes (a note, a warning)
 * make a card old without making the decision wrong, so they do not refuse it.
 * @param seenVersion absent: the person typed a command and looked at whatever is newest
 * @throws GengfuError stale_reply with the newer `text` and its instant `at`
 */
export async function refuseIfBuyerWroteSince(
  desk: Desk,
  tx: Write,
  number: number,
  seenVersion: number | undefined,
): Promise<void> {
  if (seenVersion === undefined) return;
  const ticket = await findTicket(tx, number);
  if (ticket.version <= seenVersion) return;
  const newer = await tx.ticketEvent.findFirst({
    where: { ticketId: ticket.id, kind: 'buyer_wrote', version: { gt: seenVersion } },
    orderBy: { at: 'desc' },
  });
  if (!newer) return;
  const message = await tx.message.findFirst({
    where: { ticketId: ticket.id, author: 'buyer' },
    orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
  });
  throw new GengfuError('stale_reply', {
    ticket: number,
    at: newer.at.getTime(),
    text: message ? desk.db.seal.open(message.textSealed) : '',
  });
}
