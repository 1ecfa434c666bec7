import type { Card } from '../../../cards/card.ts';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { Lane } from '../../outbound/lane.ts';
import type { CardDesk } from './card-desk.ts';
import type { WecomConfig } from './config.ts';
import { codes, isInDoubt } from './fault.ts';
import { markdown } from './outlet.ts';
import type { Outgoing, Outlet } from './outlet.ts';
import { createRecent } from '../../outbound/recent.ts';
import { renderCard } from './render.ts';
import { hasPicks } from './render-actions.ts';
import type { Drawing } from './render-body.ts';
import { plainText, wordsText } from './render-full.ts';
import { renderText } from './render-text.ts';
import { taskIdOf } from './task-id.ts';
import type { Webhook } from './webhook.ts';

export type Sender = Pick<Messenger, 'postCard' | 'say' | 'direct'> & {
  /** @param picture.mediaId of an upload */
  picture(picture: { chat: string; mediaId: string; key: string }): Promise<{ messageId: string }>;
};

/** How many keys of posts are remembered: a second try within this process finds the first one's message. */
const keysKept = 5_000;

/**
 * The sending half of the port. Every message goes through the lane. The platform has no idempotency key (facts/messengers
 * §5.5): a card is recognised by its task_id, text by its key as long as this process lives, and what nobody confirmed is
 * sent once more.
 */
export function createSender(parts: {
  config: WecomConfig;
  outlet: Outlet;
  lane: Lane;
  desk: CardDesk;
  drawing: Drawing;
  webhook: Webhook | null;
  /** Whether the bot has been cut off for so long that the robot takes over for an urgent card. */
  cutOff: () => boolean;
}): Sender {
  const { config, outlet, lane, desk, drawing, webhook, cutOff } = parts;
  const posted = createRecent<string>(keysKept);
  /** Cards that were refused, and how many ids they may have used up. */
  const tries = createRecent<{ nonce: number; refused: boolean }>(keysKept);

  async function sendOnce(name: string, to: { chat: string; urgent?: boolean }, message: Outgoing): Promise<string> {
    const known = posted.get(name);
    if (known) return known;
    const { handle } = await lane.send({ api: 'send', chat: to.chat, urgent: to.urgent }, () =>
      again(() => outlet.send(to.chat, message)),
    );
    posted.set(name, handle);
    return handle;
  }

  /** All parts, in order; the first one's handle stands for the whole. */
  async function sendText(to: { chat: string; urgent?: boolean }, key: string, texts: string[]): Promise<{ messageId: string }> {
    let first: string | undefined;
    for (const [at, content] of texts.entries()) {
      const handle = await sendOnce(`${to.chat}\n${key}\n${at}`, to, markdown(content));
      first ??= handle;
    }
    if (first === undefined) throw new MessengerError('refused', 'there is nothing to say');
    return { messageId: first };
  }

  /** One card of its own task_id. @throws MessengerError `refused` with 42014 when the id is used already */
  async function tryCard(chat: string, card: Card, taskId: string, key: string): Promise<void> {
    const to = { chat, urgent: card.level === 'urgent' };
    const drawn = renderCard(card, taskId, drawing);
    if (drawn.cut && config.fullText === 'before') await sendText(to, `${key}\ntext`, renderText(wordsText(card, drawing.words)));
    // Taps can arrive before the platform's own confirmation does.
    desk.remember(taskId, card);
    const message: Outgoing = { msgtype: 'template_card', template_card: drawn.card };
    await lane.send({ api: 'send', ...to }, () => again(() => outlet.send(chat, message)));
  }

  async function sendCard(chat: string, card: Card, key: string): Promise<{ messageId: string }> {
    const name = `${chat}\n${key}`;
    for (;;) {
      const { nonce, refused } = tries.get(name) ?? { nonce: 0, refused: false };
      const taskId = taskIdOf({ chat, key, ticket: card.ticket, nonce });
      if (posted.get(name) === taskId) return { messageId: taskId };
      try {
        await tryCard(chat, card, taskId, key);
      } catch (error) {
        const used = error instanceof MessengerError && error.platformCode === codes.taskIdUsed;
        if (used && refused) {
          // A refused try may have used its id up: the platform does not say.
          tries.set(name, { nonce: nonce + 1, refused: false });
          continue;
        }
        if (!used) {
          if (error instanceof MessengerError && error.fault !== 'unreachable') tries.set(name, { nonce, refused: true });
          throw error;
        }
        // No try was refused, so an earlier one arrived: one that nobody confirmed, or one of the process before.
      }
      posted.set(name, taskId);
      return { messageId: taskId };
    }
  }

  async function overWebhook(robot: Webhook, card: Card, name: string): Promise<{ messageId: string }> {
    const messageId = posted.get(name) ?? `webhook-${taskIdOf({ chat: '', key: name, ticket: card.ticket, nonce: 0 })}`;
    if (!posted.get(name)) await robot.post(card);
    posted.set(name, messageId);
    return { messageId };
  }

  return {
    async postCard({ chat, card, key }) {
      if (webhook && card.level === 'urgent' && cutOff()) return overWebhook(webhook, card, `${chat}\n${key}`);
      try {
        // Without a number there is nothing to tap, as a rule, and text has room for everything.
        if (card.ticket === undefined && !hasPicks(card, drawing))
          return await sendText({ chat, urgent: card.level === 'urgent' }, key, renderText(plainText(card, drawing.words)));
        return await sendCard(chat, card, key);
      } catch (error) {
        // With callbacks the bot may only answer; an alarm that nobody asked for goes through the robot.
        const unasked = config.mode === 'http' && error instanceof MessengerError && error.fault === 'refused';
        if (webhook && unasked) return overWebhook(webhook, card, `${chat}\n${key}`);
        throw error;
      }
    },

    say: ({ chat, text, key, mention }) => sendText({ chat }, key, renderText(text, mention)),

    picture: async ({ chat, mediaId, key }) => ({
      messageId: await sendOnce(`${chat}\n${key}`, { chat }, { msgtype: 'image', image: { media_id: mediaId } }),
    }),

    direct: ({ person, text, key }) => sendText({ chat: person }, key, renderText(text)),
  };
}

/** Once more when nobody confirmed: it may not have arrived, and twice is better than never (facts/messengers §5.5). */
async function again<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!isInDoubt(error)) throw error;
    return send();
  }
}
