import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Card } from '../../../cards/card.ts';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { DingtalkApi } from './api.ts';
import type { Conversations } from './conversations.ts';
import type { Identity } from './identity.ts';
import { msgParamBytes, peopleAtOnce } from './limits.ts';
import type { Lane } from '../../outbound/lane.ts';
import { createRecent } from '../../outbound/recent.ts';
import { fitsInto, renderMarkdown } from './render-markdown.ts';
import { titleOf } from './render-header.ts';
import { renderCard } from './render.ts';
import type { FormStyle } from './render-form.ts';
import { renderSaying, renderText } from './render-text.ts';
import type { RobotMessages } from './robot-messages.ts';
import { shorten } from './shorten.ts';
import type { TicketCards } from './ticket-cards.ts';
import type { Words } from './words.ts';

/** 1 in the app, 2 SMS, 3 phone (facts/messengers §3.6). */
const remindTypes = { app: 1, sms: 2, phone: 3 } as const;
const ringBytes = 300;
const remembered = 5_000;

/** Only the name of the list is in §3.6: ids as its keys, or as its entries. */
const rung = z.object({
  failedList: z
    .union([z.array(z.string()), z.record(z.string(), z.unknown()).transform((failed) => Object.keys(failed))])
    .nullish(),
});

/** Ways around the app's calls; absent where they are not set up. */
export interface SideDoors {
  /** A custom robot, which is not counted by the month. @throws MessengerError */
  urgentCard?: (card: Card) => Promise<void>;
  /** The webhook of the last message of a chat; null when there is none that lasts. @throws MessengerError */
  answer?: (saying: { chat: string; text: string; mention: string[] }) => Promise<{ answered: true } | null>;
}

type Sender = Pick<Messenger, 'postCard' | 'updateCard' | 'say' | 'direct' | 'urgent'>;

/** The sending half of the port. Every call goes through the lane, and through the month's budget inside `api`. */
export function createSender(parts: {
  api: DingtalkApi;
  lane: Lane;
  messages: RobotMessages;
  /** null without a template. */
  cards: TicketCards | null;
  conversations: Conversations;
  identity: Identity;
  doors: SideDoors;
  robotCode: () => string;
  words: Words;
  style: FormStyle;
}): Sender {
  const { api, lane, messages, cards, conversations, identity, doors, robotCode, words, style } = parts;
  /** Robot messages know no key of ours: within one run a retry finds what was sent. */
  const sent = createRecent<Promise<{ messageId: string }>>(remembered);
  const titles = createRecent<string>(remembered);

  function once(name: string, send: () => Promise<{ messageId: string }>): Promise<{ messageId: string }> {
    const known = sent.get(name);
    if (known) return known;
    const sending = send();
    sent.set(name, sending);
    sending.catch(() => sent.delete(name));
    return sending;
  }

  const nameOf = async (person: string) => (await identity.resolve(person).catch(() => null))?.name ?? person;

  function post(chat: string, card: Card, key: string): Promise<{ messageId: string }> {
    const person = conversations.personOf(chat);
    const urgent = card.level === 'urgent';
    if (cards)
      return cards.post({
        trackId: trackId('card', chat, key),
        to: { chat, person },
        values: renderCard(card, words, style),
        urgent,
      });
    const content = { msgKey: 'sampleMarkdown' as const, msgParam: renderMarkdown(card, words, fitsInto(msgParamBytes)) };
    return once(`card ${chat} ${key}`, () =>
      person === undefined ? messages.toGroup({ chat, content, urgent }) : messages.toPerson({ person, content, urgent }),
    );
  }

  async function postUrgently(
    { chat, card, key }: { chat: string; card: Card; key: string },
    spent: unknown,
  ): Promise<{ messageId: string }> {
    const { urgentCard } = doors;
    if (!urgentCard || card.level !== 'urgent') throw spent;
    return once(`robot ${chat} ${key}`, async () => {
      await urgentCard(card);
      // The webhook has taken it and gives no id; this one names no message that could change.
      return { messageId: `${withoutId}${key}` };
    });
  }

  return {
    async postCard({ chat, card, key }) {
      const posted = await post(chat, card, key).catch((error: unknown) => {
        if (error instanceof MessengerError && error.fault === 'spent') return postUrgently({ chat, card, key }, error);
        throw error;
      });
      titles.set(posted.messageId, titleOf(card));
      return posted;
    },

    async updateCard({ messageId, card }) {
      if (!cards || messageId.startsWith(withoutId))
        throw new MessengerError('gone', 'a DingTalk message without the template cannot change');
      await cards.redraw({ messageId, values: () => renderCard(card, words, style) });
    },

    // There are no threads: `replyTo` has nothing to hang on (facts/messengers §3.6).
    say: ({ chat, text, key, mention = [] }) =>
      once(`say ${chat} ${key}`, async () => {
        if (await doors.answer?.({ chat, text, mention })) return { messageId: `${withoutId}${key}` };
        const person = conversations.personOf(chat);
        const named = await Promise.all(mention.map(async (id) => [id, await nameOf(id)] as const));
        if (cards && named.length > 0 && person === undefined) {
          const values = renderSaying(text, words, style);
          return cards.post({
            trackId: trackId('say', chat, key),
            to: { chat },
            values,
            urgent: false,
            mention: Object.fromEntries(named),
          });
        }
        const names = named.map(([, name]) => `@${name} `).join('');
        const content = { msgKey: 'sampleText' as const, msgParam: renderText(names + text, words) };
        if (person === undefined) return messages.toGroup({ chat, content, urgent: false });
        return messages.toPerson({ person, content, urgent: false });
      }),

    direct: ({ person, text, key }) =>
      once(`direct ${key} ${person}`, () =>
        messages.toPerson({ person, content: { msgKey: 'sampleText', msgParam: renderText(text, words) }, urgent: false }),
      ),

    async urgent({ messageId, people, means, text }) {
      const content = shorten(text ?? titles.get(messageId) ?? words.ring, ringBytes, words);
      const unreachable: string[] = [];
      for (let from = 0; from < people.length; from += peopleAtOnce) {
        const body = { robotCode: robotCode(), remindType: remindTypes[means], receiverUserIdList: people.slice(from, from + peopleAtOnce), content }; // prettier-ignore
        const answer = await lane.call('ding', () =>
          api.call({ method: 'POST', path: '/v1.0/robot/ding/send', body, quota: 'counted' }),
        );
        unreachable.push(...(rung.safeParse(answer).data?.failedList ?? []));
      }
      return { unreachable };
    },
  };
}

/** Marks ids of what was taken by a webhook. */
const withoutId = 'webhook:';

/** One card per chat and key: a key may be used in several chats, and an outTrackId names one card of the whole app for ever (§3.5). */
function trackId(kind: 'card' | 'say', chat: string, key: string): string {
  return `${kind}-${key}-${createHash('sha256').update(chat).digest('hex').slice(0, 12)}`;
}
