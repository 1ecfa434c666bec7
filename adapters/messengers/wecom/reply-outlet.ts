import { createHash, randomUUID } from 'node:crypto';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { HttpApi } from './http-api.ts';
import type { Outgoing, Outlet } from './outlet.ts';

/** Just under the hour that the platform grants a response_url (facts/messengers §4.3). */
const urlLivesMs = 55 * 60_000;
const keptPerChat = 50;

/** The body of a callback's own answer; `stream` is the only kind of text it takes (§4.3). */
export type PassiveAnswer = Record<string, unknown>;

interface ReplyUrl {
  url: string;
  until: number;
}

/** What a callback brought to answer with. */
export interface ReplyOutlet extends Outlet {
  /** A response_url: one message within an hour. */
  offerUrl: (chat: string, url: string) => void;
  /** The callback's own answer, until `close`. Returns what was said through it. */
  offerPassive(chat: string): { close(): PassiveAnswer | null };
}

/**
 * Sending without a long connection. The platform lets a called-back bot speak only when spoken to: once by the
 * response_url of each message and once as the answer to the callback (§4.3). Urls go first: they confirm, answers do not.
 */
export function createReplyOutlet(http: HttpApi): ReplyOutlet {
  const urls = new Map<string, ReplyUrl[]>();
  const passive = new Map<string, Set<{ said: PassiveAnswer | null }>>();

  function takeUrl(chat: string): ReplyUrl | null {
    const alive = (urls.get(chat) ?? []).filter(({ until }) => until > Date.now());
    const oldest = alive.shift();
    if (alive.length > 0) urls.set(chat, alive);
    else urls.delete(chat);
    return oldest ?? null;
  }

  function answer(chat: string, message: Outgoing): { handle: string } | null {
    const open = [...(passive.get(chat) ?? [])].find(({ said }) => said === null);
    if (!open) return null;
    const handle = randomUUID();
    open.said =
      message.msgtype === 'markdown'
        ? { msgtype: 'stream', stream: { id: handle, finish: true, content: message.markdown.content } }
        : { ...message };
    return { handle };
  }

  return {
    offerUrl(chat, url) {
      const known = urls.get(chat) ?? [];
      urls.set(chat, [...known, { url, until: Date.now() + urlLivesMs }].slice(-keptPerChat));
    },
    offerPassive(chat) {
      const slot: { said: PassiveAnswer | null } = { said: null };
      const open = passive.get(chat) ?? new Set();
      passive.set(chat, open.add(slot));
      return {
        close() {
          open.delete(slot);
          if (open.size === 0) passive.delete(chat);
          return slot.said;
        },
      };
    },
    async send(chat, message) {
      const url = takeUrl(chat);
      if (url) {
        await http.post(url.url, message).catch((error: unknown) => {
          // Too many is the one refusal after which the address is still good.
          if (error instanceof MessengerError && error.fault === 'throttled') urls.set(chat, [url, ...(urls.get(chat) ?? [])]);
          throw error;
        });
        return { handle: createHash('sha256').update(url.url).digest('base64url').slice(0, 24) };
      }
      const answered = answer(chat, message);
      if (answered) return answered;
      throw new MessengerError(
        'refused',
        'with callbacks WeCom lets the bot speak only when spoken to: @ the bot once in this group, or use the long connection',
      );
    },
  };
}
