import type { EventDispatcher } from '@larksuiteoapi/node-sdk';
import { z } from 'zod';
import type { Inbound } from '../../../src/ports/messenger.ts';
import type { Lane } from '../../outbound/lane.ts';
import { answerTap } from './answer-tap.ts';
import type { Download } from './download.ts';
import type { Identity } from './identity.ts';
import { parseJoined, parseMessage, parseTap } from './parse-inbound.ts';
import { silentLogger } from './silent-logger.ts';
import type { OwnerPictures } from './owner-picture.ts';
import type { Words } from './words.ts';

/**
 * Turns platform events into calls of `inbound`; the long connection and the HTTP route share it.
 *
 * A message is only acknowledged once the core has taken it: an error or a late answer makes the platform push it again,
 * with the same id, up to four times in seven hours (facts/messengers §0.3).
 */
export async function createDispatcher(parts: {
  inbound: Inbound;
  bot: string;
  identity: Identity;
  lane: Lane;
  words: Words;
  pictures: OwnerPictures;
  download: Download;
  appId: string;
  onRefused: () => void;
  onEvent: () => void;
}): Promise<EventDispatcher> {
  const { inbound, bot, identity, lane, words, pictures, download, onEvent, onRefused } = parts;
  const { EventDispatcher, DefaultCache } = await import('@larksuiteoapi/node-sdk');

  const withName = <P extends { id: string }>(person: P) => ({ ...person, name: identity.known(person.id) });

  /** What another app was told is not ours to act on, and neither is what nobody can read: that comes again, a few times. */
  const read = <T>(event: unknown, parse: (event: unknown) => T | 'foreign'): T | null => {
    onEvent();
    try {
      const { app_id } = z.looseObject({ app_id: z.string().optional() }).parse(event);
      const parsed = app_id === undefined || app_id === parts.appId ? parse(event) : 'foreign';
      if (parsed !== 'foreign') return parsed;
    } catch (error) {
      onRefused();
      throw error;
    }
    onRefused();
    return null;
  };

  const handlers = {
    'im.message.receive_v1': async (event: unknown) => {
      const said = read(event, (given) => parseMessage(given, bot));
      if (!said) return;
      const { resources = [], ...saying } = said;
      for (const { id, name } of saying.mentions) identity.learn(id, name);
      if (saying.chatKind === 'group') identity.meet(saying.chat);
      const files = resources.map(({ key, kind, name }) => ({
        name,
        read: () => download({ messageId: saying.messageId, key, kind }),
      }));
      await inbound.said({ ...saying, person: withName(saying.person), ...(files.length > 0 ? { files } : {}) });
    },
    'card.action.trigger': async (event: unknown) => {
      const tap = read(event, parseTap);
      if (!tap) return {};
      identity.meet(tap.chat);
      return answerTap({ tap: { ...tap, person: withName(tap.person) }, inbound, lane, words, pictures });
    },
    'im.chat.member.bot.added_v1': async (event: unknown) => {
      const chat = read(event, parseJoined);
      if (!chat) return;
      identity.meet(chat.chat);
      await inbound.joined(chat);
    },
  };

  // No encrypt key and no token here: callback.ts has verified before, the long connection needs neither.
  const dispatcher = new EventDispatcher({ logger: silentLogger, cache: new DefaultCache() });
  return dispatcher.register(handlers);
}
