import { checkCard } from './card-rules.ts';
import { isNode } from './frames.ts';
import type { Node } from './frames.ts';
import { code, Refusal } from './refusal.ts';
import { newId } from './world.ts';
import type { EmulatedMessage, World } from './world.ts';

/** Markdown and stream content, facts/messengers §4.2. */
export const markdownBytes = 20_480;

export const mediaTypes = ['file', 'image', 'voice', 'video'];

/** Checks a message of the bot; `types` are those that the way it came takes. @throws Refusal */
export function checkContent(world: World, body: Node, types: readonly string[]): { type: string; taskId?: string } {
  const type = typeof body.msgtype === 'string' ? body.msgtype : '';
  if (!types.includes(type)) throw new Refusal(code.badType, `invalid message type ${type}`);
  if (type === 'template_card') return { type, ...takeCard(world, body.template_card) };
  if (type === 'stream_with_template_card' && body.template_card !== undefined)
    return { type, ...takeCard(world, body.template_card) };
  if (mediaTypes.includes(type)) checkMedia(world, type, body[type]);
  if (type === 'text' || type === 'markdown') checkText(world, `${type}.content`, isNode(body[type]) ? body[type].content : null);
  return { type };
}

/** A text that must be there and fit into so many bytes. @throws Refusal */
export function checkText(world: World, field: string, value: unknown, most = markdownBytes): string {
  if (typeof value !== 'string' || value === '') throw new Refusal(world.codes.invalid, `missing ${field}`);
  if (Buffer.byteLength(value) <= most) return value;
  throw new Refusal(world.codes.invalid, `${field} exceed max length ${most}. invalid Request Parameter`);
}

/** A card with a task_id that this bot has never used. @throws Refusal */
function takeCard(world: World, given: unknown): { taskId?: string } {
  const card = checkCard(given, world.codes.invalid);
  if (typeof card.task_id !== 'string') return {};
  if (world.taskIds.has(card.task_id)) throw new Refusal(code.taskIdUsed, `task_id ${card.task_id} is used already`);
  world.taskIds.add(card.task_id);
  return { taskId: card.task_id };
}

function checkMedia(world: World, type: string, given: unknown): void {
  const media = isNode(given) ? world.media.get(String(given.media_id)) : undefined;
  if (!media || media.type !== type || Date.now() - media.createdAt > world.windows.mediaMs)
    throw new Refusal(world.codes.mediaId, 'invalid media_id');
}

type Posted = Pick<EmulatedMessage, 'chat' | 'from' | 'type' | 'body'> & { taskId?: string; reqId?: string };

export function post(world: World, posted: Posted): EmulatedMessage {
  const message = { messageId: newId('msg'), createdAt: Date.now(), revision: 0, views: new Map<string, Node>(), ...posted };
  world.messages.set(message.messageId, message);
  return message;
}

/** Replies and pushes share one allowance per conversation, facts/messengers §4.2. @throws Refusal */
export function takeTurn(world: World, chat: string): void {
  const { limits, windows } = world;
  const allowed = world.rates.take(`chat/${chat}`, [
    { most: limits.perMinute, ms: windows.minuteMs },
    { most: limits.perHour, ms: windows.hourMs },
  ]);
  if (!allowed) throw new Refusal(code.tooOften, 'api freq out of limit');
}
