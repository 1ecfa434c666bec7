import type { Desk } from '../desk.ts';
import type { Write } from '../store/database.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { TextKey, TextValues } from '../texts/texts.ts';
import { requestSaying } from './say.ts';

/**
 * Says something about a ticket under its cards, wherever they stand, and mentions people.
 * @param tell.people person ids @param tell.text gets `mention` and `ticket` @param tell.key says it once per chat
 */
export async function tellInThread(
  desk: Desk,
  tx: Write,
  ticket: { id: string; number: number },
  tell: { people: readonly string[]; text: TextKey; key: string; values?: TextValues },
): Promise<void> {
  const texts = textsOf(desk);
  const cards = await tx.card.findMany({ where: { ticketId: ticket.id } });
  const where = { in: [...tell.people] };
  const accounts = await tx.account.findMany({ where: { personId: where } });
  const people = await tx.person.findMany({ where: { id: where } });
  for (const card of cards) {
    const chat = desk.chats.get(card.chatId);
    const here = accounts.filter(({ messenger }) => messenger === chat?.messenger);
    // Messengers put the mention itself in front; who has no account there is named in words.
    const named = people.filter(({ id }) => !here.some(({ personId }) => personId === id));
    const mention = named.map(({ name }) => `@${name} `).join('');
    await requestSaying(desk, tx, {
      chatId: card.chatId,
      text: texts(tell.text, { ...tell.values, mention, ticket: ticket.number }),
      key: `${ticket.id.slice(-12)}:${tell.key}`,
      replyTo: card.messageId ?? undefined,
      inThread: true,
      mention: here.map(({ externalId }) => externalId),
    });
  }
}
