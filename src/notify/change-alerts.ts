import type { Desk } from '../desk.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import type { Chat } from './chat-directory.ts';

/** Makes a chat one of those that hear of every store without a chat of its own, or no longer one. */
export async function changeAlerts(desk: Desk, change: { chat: Chat; state: 'on' | 'off'; by: Actor }): Promise<void> {
  const { chat, state, by } = change;
  await desk.chats.setAlerts(chat.id, state);
  await desk.db.write((tx) =>
    audit(tx, {
      at: desk.clock.now(),
      personId: by.id,
      action: 'alerts',
      subject: chat.name ?? chat.externalId,
      before: chat.alerts ? 'on' : 'off',
      after: state,
    }),
  );
}
