import { checkContent, mediaTypes, post, takeTurn } from './content.ts';
import type { Node } from './frames.ts';
import { code, Refusal } from './refusal.ts';
import type { World } from './world.ts';

/**
 * `aibot_send_msg` of facts/messengers §4.2. The chat is named as it is, a group by its chatid and a person by userid; the
 * bot must be inside and somebody must have written to it there. `chat_type`, which some clients add, says nothing new.
 * @throws Refusal
 */
export function sendMessage(world: World, reqId: string, body: Node): void {
  const chat = world.chats.get(String(body.chatid));
  if (!chat?.botInside) throw new Refusal(code.badChat, 'invalid chatid');
  // The facts name the precondition, not its code.
  if (chat.heardAt === null || Date.now() - chat.heardAt > world.windows.heardMs)
    throw new Refusal(code.badChat, 'invalid chatid, nobody wrote to the bot there');
  takeTurn(world, chat.id);
  const { chatid: _chat, chat_type: _type, ...message } = body;
  const { type, taskId } = checkContent(world, message, ['markdown', 'template_card', ...mediaTypes]);
  post(world, { chat: chat.id, from: world.bot.id, type, body: message, taskId, reqId });
}
