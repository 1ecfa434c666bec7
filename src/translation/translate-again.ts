import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { findTicket } from '../tickets/find-ticket.ts';
import { requestTranslations } from './request-translations.ts';

/** Asks once more for the translation of a ticket's messages. @throws GengfuError translator_absent | unknown_ticket */
export async function translateAgain(desk: Desk, number: number): Promise<void> {
  if (!desk.translation.available) throw new GengfuError('translator_absent', { ticket: number });
  const ticket = await findTicket(desk.db.read, number);
  const messages = await desk.db.read.message.findMany({
    where: {
      ticketId: ticket.id,
      author: { not: 'seller' },
      OR: [{ translationState: null }, { translationState: { not: 'done' } }],
    },
    select: { id: true },
  });
  await desk.db.write((tx) =>
    requestTranslations(
      desk,
      tx,
      messages.map(({ id }) => id),
    ),
  );
}
