import { Hono } from 'hono';
import { CardRefused, checkCard } from './card-rules.ts';
import { Refusal } from './refusal.ts';
import { newId } from './world.ts';
import type { World } from './world.ts';

/** `/open-apis/ephemeral/v1/…` of facts/messengers §2.3.4. The codes of its refusals are not in the facts. */
export function ephemeralRoutes(world: World): Hono {
  return new Hono().post('/send', async (context) => {
    const { chat_id, open_id, msg_type, card } = await context.req.json<Record<string, unknown>>();
    const chat = world.chats.get(String(chat_id));
    if (!chat?.botInside) throw new Refusal(230002, 'The bot can not be outside the group.');
    if (chat.kind !== 'group' || chat.noEphemeral) throw new Refusal(230027, 'Ephemeral messages are not supported here.');
    if (msg_type !== 'interactive' || typeof card !== 'object') throw new Refusal(230001, 'ext=invalid msg_type or card.');
    if (!chat.people.includes(String(open_id))) throw new Refusal(230013, 'The user is not in the group.');
    const content = JSON.stringify(card);
    try {
      checkCard(content);
    } catch (error) {
      if (error instanceof CardRefused) throw new Refusal(error.code, error.message);
      throw error;
    }
    const messageId = newId('om');
    const onlyFor = String(open_id);
    world.messages.set(messageId, {
      messageId,
      chat: chat.id,
      from: world.bot.id,
      type: 'interactive',
      content,
      createdAt: Date.now(),
      revision: 0,
      recalled: false,
      onlyFor,
    });
    return context.json({ code: 0, msg: 'success', data: { message_id: messageId } });
  });
}
