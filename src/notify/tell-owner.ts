import type { Desk } from '../desk.ts';
import type { Write } from '../store/database.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { TextKey, TextValues } from '../texts/texts.ts';
import type { Ticket } from '../tickets/ticket-state.ts';
import { requestSaying } from './say.ts';
import { timeLeftWords } from './time-left.ts';

/**
 * Says something about a ticket under its cards and mentions whoever holds it, nobody else. Without an owner the words
 * stand alone.
 * @param tell.key says it once per chat
 */
export async function tellOwner(
  desk: Desk,
  tx: Write,
  ticket: Pick<Ticket, 'id' | 'number' | 'storeId' | 'ownerId' | 'policyDueAt' | 'teamDueAt'>,
  tell: { text: TextKey; key: string; clock?: 'policy' | 'team'; values?: TextValues },
): Promise<void> {
  const texts = textsOf(desk);
  const cards = await tx.card.findMany({ where: { ticketId: ticket.id } });
  const accounts = ticket.ownerId ? await tx.account.findMany({ where: { personId: ticket.ownerId } }) : [];
  const owner = ticket.ownerId ? await tx.person.findUnique({ where: { id: ticket.ownerId } }) : null;
  const due = tell.clock === 'policy' ? ticket.policyDueAt : ticket.teamDueAt;
  const left = due ? timeLeftWords(desk, tell.clock ?? 'team', due.getTime(), ticket.storeId) : '';
  for (const card of cards) {
    const chat = desk.chats.get(card.chatId);
    const mention = accounts.filter(({ messenger }) => messenger === chat?.messenger).map(({ externalId }) => externalId);
    // Messengers put the mention itself in front; where the owner has no account there, the name stands for it.
    const name = owner && mention.length === 0 ? `@${owner.name} ` : '';
    const text = texts(tell.text, { ...tell.values, mention: name, ticket: ticket.number, clock: tell.clock, left });
    await requestSaying(desk, tx, {
      chatId: card.chatId,
      text,
      key: `${ticket.id.slice(-12)}:${tell.key}`,
      replyTo: card.messageId ?? undefined,
      inThread: true,
      mention,
    });
  }
}
