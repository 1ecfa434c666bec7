import type { Inbound } from '../../../src/ports/messenger.ts';
import type { Lane } from '../../outbound/lane.ts';
import { answerTap } from './answer-tap.ts';
import type { Conversations } from './conversations.ts';
import type { Identity } from './identity.ts';
import { nameMentions } from './name-mentions.ts';
import { parseMessage, parseTap } from './parse-inbound.ts';
import type { FormStyle } from './render-form.ts';
import type { StreamHandlers } from './stream-client.ts';
import type { Words } from './words.ts';

/**
 * Turns frames into calls of `inbound`. A message is acknowledged once the core has taken it: by one source an unanswered one comes
 * again after a minute, by another never (facts/messengers §0.3); the core recognises a repetition by its id.
 */
export function createDispatcher(parts: {
  inbound: Inbound;
  identity: Identity;
  conversations: Conversations;
  lane: Lane;
  words: Words;
  style: FormStyle;
  quotedMessages: 'read' | 'ignore';
  /** Our id of a card by the carrier its delivery named. */
  cardOf: (carrier: string) => string | undefined;
  /** The bytes behind a download code. @throws MessengerError */
  download: (downloadCode: string) => Promise<Uint8Array>;
  /** As set; what messages say is not asked where nothing is set. */
  robotCode: string | undefined;
  onRefused: () => void;
  isStopped: () => boolean;
  alive: () => void;
}): StreamHandlers {
  const { inbound, identity, conversations, lane, words, style, cardOf, onRefused } = parts;

  /** Known names, asked for where they are missing; a name nobody tells is read from the text. */
  const named = (mentioned: { id?: string }[]) =>
    Promise.all(
      mentioned.map(async ({ id }) => {
        if (id === undefined) return {};
        const person = await identity.resolve(id).catch(() => null);
        return { id, ...(person ?? {}) };
      }),
    );

  /** Null for what nobody can read, however often it comes again: it is acknowledged, and counted. */
  function read<T>(parse: (data: string) => T, data: string): T | null {
    try {
      return parse(data);
    } catch {
      onRefused();
      return null;
    }
  }

  return {
    alive: parts.alive,
    refused: onRefused,
    // Which events tell about the bot's groups is in no document: there are none to act on, so all are taken (facts/messengers §3.2).
    event: () => (parts.isStopped() ? 'LATER' : 'SUCCESS'),

    async robot({ data }) {
      const message = read(parseMessage, data);
      if (!message) return null;
      if (parts.robotCode !== undefined && message.robotCode !== undefined && message.robotCode !== parts.robotCode) {
        onRefused();
        return null;
      }
      const { messageId, chat, chatKind, chatName, person } = message;
      if (person.name) identity.learn(person.id, person.name);
      // Being greeted matters less than being heard.
      if (conversations.meet(message))
        await inbound.joined({ messenger: 'dingtalk', chat, ...(chatName ? { name: chatName } : {}) }).catch(() => undefined);
      const { text, mentions } = nameMentions({ ...message, mentioned: await named(message.mentioned) });
      const files = (message.files ?? []).map(({ downloadCode, name }) => ({ name, read: () => parts.download(downloadCode) }));
      const quotes = parts.quotedMessages === 'read' ? message.quotes : undefined;
      await inbound.said({
        messenger: 'dingtalk',
        // Of the message, not of the frame: the same however often and over whichever connection it comes.
        eventId: messageId,
        messageId,
        chat,
        chatKind,
        person,
        text,
        mentions,
        ...(quotes ? { quotes: cardOf(quotes) ?? quotes } : {}),
        ...(quotes && message.quotedText ? { quotedText: message.quotedText } : {}),
        ...(files.length > 0 ? { files } : {}),
      });
      return null;
    },

    async card({ messageId: eventId, data }) {
      const tapped = read(parseTap, data);
      if (!tapped) return {};
      if (tapped === 'foreign') {
        onRefused();
        return {};
      }
      const { space, person, ...rest } = tapped;
      const name = identity.known(person);
      const chat = space.kind === 'direct' ? conversations.chatOf(space.id) : space.id;
      const tap = { messenger: 'dingtalk', eventId, chat, person: { id: person, ...(name ? { name } : {}) }, ...rest };
      return answerTap({ tap, inbound, lane, words, style });
    },
  };
}
