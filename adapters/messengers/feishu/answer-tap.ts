import type { Inbound, Tap, TapAnswer } from '../../../src/ports/messenger.ts';
import { inTime } from '../../outbound/in-time.ts';
import type { Lane } from '../../outbound/lane.ts';
import type { CardJson } from './card-json.ts';
import { renderCard } from './render.ts';
import type { OwnerPictures } from './owner-picture.ts';
import type { Words } from './words.ts';

/** The client gives up after 3 s, network included, and never asks again (facts/messengers §0.3, §2.2.4). */
const answerWithinMs = 2_500;

export interface FeishuTapAnswer {
  toast: { type: 'success' | 'info' | 'warning' | 'error'; content: string };
  card?: { type: 'raw'; data: CardJson };
}

/** Answers in time whatever the core does. When the core is late its own card update tells the outcome. */
export async function answerTap(parts: {
  tap: Tap;
  inbound: Inbound;
  lane: Lane;
  words: Words;
  pictures: OwnerPictures;
}): Promise<FeishuTapAnswer> {
  const { tap, inbound, lane, words, pictures } = parts;
  lane.redrawnByTap(tap.messageId);
  const answered = await inTime(
    // In a promise chain, so that a core that throws at once is treated like one that rejects.
    Promise.resolve().then(() => inbound.tap(tap)),
    answerWithinMs,
  );
  const answer: TapAnswer =
    answered.how === 'in-time'
      ? answered.value
      : { toast: answered.how === 'late' ? { type: 'info', text: words.stillWorking } : { type: 'error', text: words.failed } };
  lane.redrawnByTap(tap.messageId);
  return {
    toast: { type: answer.toast.type, content: answer.toast.text },
    ...(answer.card ? { card: { type: 'raw', data: renderCard(pictures.proven(answer.card), words) } } : {}),
  };
}
