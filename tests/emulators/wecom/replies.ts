import { checkCard } from './card-rules.ts';
import { checkContent, checkText, mediaTypes, post, takeTurn } from './content.ts';
import { isNode } from './frames.ts';
import type { Node } from './frames.ts';
import { code, Refusal } from './refusal.ts';
import type { EmulatedMessage, Request, World } from './world.ts';

/** What the bot may answer to a message, an entry or a click, over either way in: facts/messengers §4.2, §4.3. */

const wrongRequest = (why: string) => new Refusal(code.badReqId, `invalid req_id, ${why}`);

/**
 * The answer to a message. A stream is one message however often it is refreshed, and counts once against the limit;
 * refreshes are how the platform means it, and the facts count messages. @throws Refusal
 */
export function respondMessage(world: World, request: Request, body: Node, types: readonly string[]): void {
  if (request.kind !== 'message') throw wrongRequest(`of a ${request.kind}`);
  if (Date.now() - request.createdAt > world.windows.replyMs) throw wrongRequest('older than 24 h');
  const stream = isNode(body.stream) ? body.stream : null;
  const started = stream ? request.streams.get(String(stream.id)) : undefined;
  if (started) return refresh(world, started, body);
  takeTurn(world, request.chat);
  if (stream) checkStream(world, stream);
  const { type, taskId } = checkContent(world, body, types);
  if (type.startsWith('stream') && !stream) throw new Refusal(world.codes.invalid, 'missing stream');
  const message = post(world, { chat: request.chat, from: world.bot.id, type, body, taskId, reqId: request.reqId });
  if (stream) request.streams.set(String(stream.id), { message, createdAt: Date.now(), finished: stream.finish === true });
}

/** Types that a reply on the long connection may have. */
export function respondTypes(world: World): string[] {
  return ['stream', 'template_card', ...mediaTypes, ...(world.streamWithCard === 'taken' ? ['stream_with_template_card'] : [])];
}

/** A stream's content may come later; what is there must fit. */
function checkStream(world: World, stream: Node): void {
  if (typeof stream.id !== 'string' || stream.id === '') throw new Refusal(world.codes.invalid, 'missing stream.id');
  if (stream.content !== undefined && stream.content !== '') checkText(world, 'stream.content', stream.content);
}

/** Too late after 6 min; also after its own end, for which the facts name no other code. */
function refresh(world: World, started: { message: EmulatedMessage; createdAt: number; finished: boolean }, body: Node): void {
  const over = started.finished || Date.now() - started.createdAt > world.windows.streamMs;
  if (over) throw new Refusal(code.streamOver, 'stream message expired');
  const stream = body.stream as Node;
  checkStream(world, stream);
  started.message.body = { ...started.message.body, stream };
  started.message.revision += 1;
  started.finished = stream.finish === true;
}

/** Once, within 5 s. What a late one is answered the facts leave open; its req_id is no longer valid. */
function takeAnswer(world: World, request: Request, kind: Request['kind']): void {
  if (request.kind !== kind) throw wrongRequest(`of a ${request.kind}`);
  if (request.answered) throw wrongRequest('answered already');
  if (Date.now() - request.createdAt > world.windows.answerMs) throw wrongRequest('later than 5 s');
}

/** @throws Refusal */
export function respondWelcome(world: World, request: Request, body: Node): void {
  takeAnswer(world, request, 'enter_chat');
  takeTurn(world, request.chat);
  const { type, taskId } = checkContent(world, body, ['text', 'template_card']);
  request.answered = true;
  post(world, { chat: request.chat, from: world.bot.id, type, body, taskId, reqId: request.reqId });
}

/**
 * Redraws the card that was clicked, for everybody or for `userids` only. It does not count against the limit of the
 * conversation, which the facts put on replies and pushes. @throws Refusal
 */
export function respondUpdate(world: World, request: Request, body: Node): void {
  try {
    takeAnswer(world, request, 'click');
    if (body.response_type !== 'update_template_card') throw new Refusal(code.badType, 'invalid response_type');
    const card = checkCard(body.template_card, world.codes.invalid);
    const { message } = request;
    if (!message || card.task_id !== message.taskId)
      throw new Refusal(world.codes.invalid, 'template_card.task_id is not the one of the event');
    const people = Array.isArray(body.userids) ? body.userids.map(String) : [];
    request.answered = true;
    message.revision += 1;
    if (people.length === 0) {
      message.views.clear();
      message.body = { ...message.body, template_card: card };
    }
    for (const person of people) message.views.set(person, card);
    request.onAnswer?.({ card });
  } catch (error) {
    if (error instanceof Refusal && request.kind === 'click' && !request.answered) request.onAnswer?.({ refused: error.code });
    throw error;
  }
}
