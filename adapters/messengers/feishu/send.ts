import { z } from 'zod';
import type { Card } from '../../../cards/card.ts';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { Lane } from '../../outbound/lane.ts';
import type { FeishuApi } from './api.ts';
import type { CardJson } from './card-json.ts';
import type { FeishuConfig } from './config.ts';
import { redrawAs, replyTargetUnusable } from './fault.ts';
import { renderCard } from './render.ts';
import type { Drawing } from './render.ts';
import { renderText } from './render-text.ts';
import type { OwnerPictures } from './owner-picture.ts';
import type { Words } from './words.ts';

const sent = z.object({ message_id: z.string().min(1) });

type Outgoing = { msg_type: 'interactive' | 'post'; content: string; uuid: string };
type Sender = Pick<Messenger, 'postCard' | 'updateCard' | 'say' | 'direct' | 'urgent' | 'showTo'>;

/** The sending half of the port. Every call goes through the lane; `uuid` makes a retry within an hour harmless (facts/messengers §2.3.1). */
export function createSender(parts: {
  api: FeishuApi;
  lane: Lane;
  words: Words;
  pictures: OwnerPictures;
  privateView: FeishuConfig['privateView'];
}): Sender {
  const { api, lane, words, pictures, privateView } = parts;

  function create(
    to: { type: 'chat_id' | 'open_id'; id: string; urgent?: boolean },
    data: Outgoing,
  ): Promise<{ messageId: string }> {
    return lane.send({ api: 'create', chat: to.id, urgent: to.urgent }, async () =>
      readSent(
        await api.call((client) =>
          client.im.v1.message.create({ params: { receive_id_type: to.type }, data: { receive_id: to.id, ...data } }),
        ),
      ),
    );
  }

  function reply(chat: string, to: string, data: Outgoing & { reply_in_thread?: boolean }): Promise<{ messageId: string }> {
    return lane.send({ api: 'reply', chat }, async () =>
      readSent(await api.call((client) => client.im.v1.message.reply({ path: { message_id: to }, data }))),
    );
  }

  /** A card only one person sees: in groups, and for online clients only (facts/messengers §2.3.4). It has no uuid. */
  function whisper({ chat, person, card }: { chat: string; person: string; card: CardJson }): Promise<unknown> {
    return lane.send({ api: 'ephemeral', chat }, () =>
      api.call((client) =>
        client.request<{ data?: unknown }>({
          method: 'POST',
          url: '/open-apis/ephemeral/v1/send',
          data: { chat_id: chat, open_id: person, msg_type: 'interactive', card },
        }),
      ),
    );
  }

  /** Shows a card as well as the platform lets us; drawn when its turn has come. */
  function drawn<T>(card: Card, show: (json: () => CardJson) => Promise<T>): Promise<T> {
    return pictures.tried(card, (pictured) => {
      const first = pictures.proven(pictured) === pictured ? accepted : onlyFull;
      return first((drawing) => show(() => renderCard(pictured, words, drawing)));
    });
  }

  return {
    postCard: ({ chat, card, key }) =>
      drawn(card, (json) =>
        create(
          { type: 'chat_id', id: chat, urgent: card.level === 'urgent' },
          { msg_type: 'interactive', content: JSON.stringify(json()), uuid: key },
        ),
      ),

    updateCard: ({ messageId, card }) =>
      drawn(card, (json) =>
        lane.redraw(messageId, async () => {
          const content = JSON.stringify(json());
          await api.call((client) => client.im.v1.message.patch({ path: { message_id: messageId }, data: { content } }), 'edit');
        }),
      ),

    async say({ chat, text, key, replyTo, inThread, mention }) {
      const data: Outgoing = { msg_type: 'post', content: renderText(text, words, mention), uuid: key };
      const toChat = { type: 'chat_id' as const, id: chat };
      if (!replyTo) return create(toChat, data);
      try {
        return await reply(chat, replyTo, { ...data, ...(inThread ? { reply_in_thread: true } : {}) });
      } catch (error) {
        // The words matter more than where they stand: the message may have been recalled, the group may know no threads.
        if (error instanceof MessengerError && replyTargetUnusable.has(error.platformCode ?? '')) return create(toChat, data);
        throw error;
      }
    },

    direct: ({ person, text, key }) =>
      create({ type: 'open_id', id: person }, { msg_type: 'post', content: renderText(text, words), uuid: key }),

    async showTo({ chat, person, card, key }) {
      if (privateView === 'off') throw new MessengerError('refused', 'Feishu is set to show nothing to one person alone');
      const inPrivate = () =>
        drawn(card, (json) =>
          create({ type: 'open_id', id: person }, { msg_type: 'interactive', content: JSON.stringify(json()), uuid: key }),
        );
      if (privateView === 'direct') return void (await inPrivate());
      try {
        await drawn(card, (json) => whisper({ chat, person, card: json() }));
      } catch (error) {
        // Not in every group, and by the documents not for every kind of card.
        if (!(error instanceof MessengerError) || error.fault !== 'refused') throw error;
        await inPrivate();
      }
    },

    async urgent({ messageId, people, means }) {
      const payload = {
        path: { message_id: messageId },
        params: { user_id_type: 'open_id' as const },
        data: { user_id_list: people },
      };
      const data = await api.call((client) => {
        const { urgentApp, urgentSms, urgentPhone } = client.im.v1.message;
        return { app: urgentApp, sms: urgentSms, phone: urgentPhone }[means](payload);
      });
      return { unreachable: data?.invalid_user_id_list ?? [] };
    },
  };
}

/** For a card with something on it that may be what the platform refuses. */
const onlyFull = <T>(attempt: (drawing: Drawing) => Promise<T>): Promise<T> => attempt('full');

/** Tries the full drawing and, when the platform refuses it as a card, once more the way that answers the refusal. */
async function accepted<T>(attempt: (drawing: Drawing) => Promise<T>): Promise<T> {
  try {
    return await attempt('full');
  } catch (error) {
    const simpler = error instanceof MessengerError ? redrawAs.get(error.platformCode ?? '') : undefined;
    if (!simpler) throw error;
    return attempt(simpler);
  }
}

/** The id is the only proof of delivery: an answer without one is a failure that may be tried again with the same key. */
function readSent(data: unknown): { messageId: string } {
  const read = sent.safeParse(data);
  if (!read.success) throw new MessengerError('unreachable', 'Feishu accepted a message without giving its id');
  return { messageId: read.data.message_id };
}
