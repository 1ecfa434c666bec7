import type { Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { Chat } from '../store/client/client.ts';

export type { Chat };

/** The chats the bot has seen; held in memory, there are few. Which of them hear of a ticket: src/routes. */
export interface ChatDirectory {
  get(id: string): Chat | undefined;
  find(messenger: string, externalId: string): Chat | undefined;
  /** Chats that hear of everything no route leads elsewhere. */
  alertChats(): Chat[];
  /** Whether a chat is one of them. */
  setAlerts(id: string, state: 'on' | 'off'): Promise<void>;
  /** Files a chat that is new; `alerts` can only be switched on here. */
  meet(
    chat: { messenger: string; externalId: string; kind: 'group' | 'direct'; name?: string; alerts?: true },
    at: number,
  ): Promise<Chat>;
  /** Takes in what another process changed. */
  reload(): Promise<void>;
}

export async function openChatDirectory(db: Database): Promise<ChatDirectory> {
  const chats = new Map<string, Chat>();

  async function reload(): Promise<void> {
    for (const chat of await db.read.chat.findMany()) chats.set(chat.id, chat);
  }
  await reload();
  const find = (messenger: string, externalId: string): Chat | undefined =>
    [...chats.values()].find((chat) => chat.messenger === messenger && chat.externalId === externalId);

  return {
    reload,
    get: (id) => chats.get(id),
    find,
    alertChats: () => [...chats.values()].filter(({ alerts }) => alerts),
    async setAlerts(id, state) {
      const alerts = state === 'on';
      chats.set(id, await db.write((tx) => tx.chat.update({ where: { id }, data: { alerts } })));
    },
    async meet({ messenger, externalId, kind, name, alerts }, at) {
      const known = find(messenger, externalId);
      if (known && (known.alerts || !alerts)) return known;
      const chat = await db.write((tx) =>
        tx.chat.upsert({
          where: { messenger_externalId: { messenger, externalId } },
          create: { id: newId(), messenger, externalId, kind, name, alerts: alerts ?? false, createdAt: new Date(at) },
          update: alerts ? { alerts } : {},
        }),
      );
      chats.set(chat.id, chat);
      return chat;
    },
  };
}
