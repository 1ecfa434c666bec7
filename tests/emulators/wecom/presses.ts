import { cardOf, keysOf, selectedItems } from './card-controls.ts';
import type { Choices } from './card-controls.ts';
import { clickBody } from './events.ts';
import type { Node } from './frames.ts';
import type { Pushes } from './pushes.ts';
import type { EmulatedMessage, World } from './world.ts';

export interface PressOutcome {
  eventId: string;
  reqId: string;
  /** The card that came in time and is in place. */
  card?: Node;
  /**
   * Why the person sees no new card: nobody was connected, nothing came in time (an empty callback answer included), what
   * came was refused with `refused`, or the card cannot be clicked any more.
   */
  failure?: 'offline' | 'no-answer' | 'refused' | 'dead';
  refused?: number;
  elapsedMs: number;
}

/** Plays the client: sends the click and waits for the one answer that may come within 5 s (facts/messengers §4.2). */
export async function sendPress(parts: {
  world: World;
  pushes: Pushes;
  message: EmulatedMessage;
  person: string;
  key: string;
  choices: Choices;
}): Promise<PressOutcome> {
  const { world, pushes, message, person, key, choices } = parts;
  const chat = world.chats.get(message.chat);
  const card = cardOf(message, person);
  if (!chat || !card) throw new Error(`${message.messageId} is no card`);
  if (message.revision > 0 && world.updatedCards === 'dead') return { eventId: '', reqId: '', failure: 'dead', elapsedMs: 0 };
  const selected = selectedItems(card, choices);
  const body = clickBody(world, { chat, person }, { message, card, key, ...(selected ? { selected } : {}) });

  const start = performance.now();
  let refused: number | undefined;
  const answered = Promise.withResolvers<Node | null>();
  const timer = setTimeout(() => answered.resolve(null), world.windows.answerMs);
  const onAnswer = (answer: { card: Node } | { refused: number }) => {
    if ('card' in answer) answered.resolve(answer.card);
    else refused = answer.refused;
  };
  const pushed = await pushes.send({ kind: 'click', chat, person, body, message, onAnswer });
  // Over a callback everything has come by now; on the long connection the bot may still be at it.
  if (!pushed.delivered || world.delivery.mode === 'http') answered.resolve(null);
  const replaced = await answered.promise;
  clearTimeout(timer);
  const outcome = { eventId: pushed.eventId, reqId: pushed.reqId, elapsedMs: performance.now() - start };
  if (replaced) return { ...outcome, card: replaced };
  if (refused !== undefined) return { ...outcome, failure: 'refused', refused };
  return { ...outcome, failure: pushed.delivered || world.delivery.mode === 'http' ? 'no-answer' : 'offline' };
}

/** Whether the card as this person sees it has the button. */
export function offers(message: EmulatedMessage, person: string, key: string): boolean {
  const card = cardOf(message, person);
  return card !== null && keysOf(card).includes(key);
}
