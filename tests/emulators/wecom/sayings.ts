import { see } from './client-view.ts';
import { messageBody } from './events.ts';
import type { Said } from './events.ts';
import type { Node } from './frames.ts';
import type { Pushes, PushOutcome } from './pushes.ts';
import { newId } from './world.ts';
import type { EmulatedChat, EmulatedMessage, World } from './world.ts';

/**
 * A person writes. In a group the bot only hears what mentions it, and only text, pictures with text and quotes; files,
 * voice and single pictures reach it in single chats alone (facts/messengers §4.2).
 * @returns the message, with the event body when it was heard
 */
export function write(
  world: World,
  place: { chat: EmulatedChat; person: string },
  said: Omit<Said, 'quotes'> & { quoted?: EmulatedMessage },
): { message: EmulatedMessage; body: Node; heard: boolean } {
  const { chat, person } = place;
  const { quoted, ...rest } = said;
  const body = messageBody(world, place, { ...rest, ...(quoted ? { quotes: quote(quoted, person) } : {}) });
  const message: EmulatedMessage = {
    messageId: newId('msg'),
    chat: chat.id,
    from: person,
    type: said.type,
    body,
    createdAt: Date.now(),
    revision: 0,
    views: new Map(),
  };
  world.messages.set(message.messageId, message);
  const told = said.text.includes('@bot') && (said.type === 'text' || said.type === 'mixed');
  const heard = chat.botInside && (chat.kind === 'single' || told);
  if (heard) chat.heardAt = Date.now();
  return { message, body, heard };
}

/** Of words only the words are quoted, as the person sees them; how a card is quoted the facts do not say. */
function quote(message: EmulatedMessage, person: string): Node {
  const { type, body } = message;
  if (['mixed', 'image', 'file', 'voice', 'video'].includes(type) && body[type] !== undefined)
    return { msgtype: type, [type]: body[type] };
  return { msgtype: 'text', text: { content: see(message, person).text } };
}

export async function pushSaid(
  pushes: Pushes,
  place: { chat: EmulatedChat; person: string },
  written: ReturnType<typeof write>,
): Promise<PushOutcome & { messageId: string }> {
  const { message, body, heard } = written;
  const outcome = heard
    ? await pushes.send({ kind: 'message', ...place, body })
    : { eventId: String(body.msgid), reqId: '', delivered: false, attempts: 0 };
  return { ...outcome, messageId: message.messageId };
}
