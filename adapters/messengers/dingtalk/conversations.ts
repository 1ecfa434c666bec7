import { createRecent } from '../../outbound/recent.ts';
import type { RobotMessage } from './parse-inbound.ts';

const most = 5_000;

/** What messages tell about the chats they come from. */
export interface Conversations {
  /** Returns whether this is a group that has not been met since the start. */
  meet(message: RobotMessage): boolean;
  /** The person behind a single chat: robots write to people, not to single chats (facts/messengers §3.5, §3.6). */
  personOf(chat: string): string | undefined;
  /** The single chat with a person; their own id before they have written, which `personOf` takes as well. */
  chatOf(person: string): string;
  /** Somebody who has spoken in this group. */
  speakerOf(chat: string): string | undefined;
  /** Where the last message may be answered, while that lasts. @param now milliseconds of the platform's clock */
  sessionOf(chat: string, now: number): string | undefined;
  /** As the last message named it. */
  robotCode(): string | undefined;
}

/** Conversation ids begin so (facts/messengers §3.3); whatever else is written to is a person. */
const isConversation = (chat: string): boolean => chat.startsWith('cid');

export function createConversations(): Conversations {
  const people = createRecent<string>(most);
  const chats = createRecent<string>(most);
  const sessions = createRecent<{ url: string; until: number }>(most);
  const groups = createRecent<string>(most);
  let robotCode: string | undefined;
  return {
    meet({ chat, chatKind, person, session, robotCode: code }) {
      robotCode = code ?? robotCode;
      if (session) sessions.set(chat, session);
      if (chatKind === 'direct') {
        people.set(chat, person.id);
        chats.set(person.id, chat);
        return false;
      }
      const isNew = !groups.get(chat);
      groups.set(chat, person.id);
      return isNew;
    },
    personOf: (chat) => people.get(chat) ?? (isConversation(chat) ? undefined : chat),
    chatOf: (person) => chats.get(person) ?? person,
    speakerOf: (chat) => groups.get(chat),
    sessionOf(chat, now) {
      const session = sessions.get(chat);
      return session && session.until > now ? session.url : undefined;
    },
    robotCode: () => robotCode,
  };
}
