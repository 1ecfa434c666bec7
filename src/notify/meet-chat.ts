import type { Desk } from '../desk.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { requestSaying } from './say.ts';

/** The bot was added to a group: says who it is and, while nobody is in charge, how to become that. */
export async function meetChat(desk: Desk, met: { messenger: string; chat: string; name?: string }): Promise<void> {
  const chat = await desk.chats.meet(
    { messenger: met.messenger, externalId: met.chat, kind: 'group', name: met.name },
    desk.clock.now(),
  );
  const admins = await desk.db.read.person.count({ where: { role: 'admin' } });
  if (admins > 0) return;
  await desk.db.write((tx) => requestSaying(desk, tx, { chatId: chat.id, text: textsOf(desk)('say.greeting'), key: 'greeting' }));
}
