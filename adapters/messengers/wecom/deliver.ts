import { z } from 'zod';
import type { Deliver } from './callback.ts';
import type { Dispatch } from './dispatch.ts';
import { pause } from './pause.ts';
import type { PassiveAnswer, ReplyOutlet } from './reply-outlet.ts';

/** The platform waits 5 s for the answer to a callback (facts/messengers §4.3). */
const answerWithinMs = 4_500;

const place = z.looseObject({
  chatid: z.string().optional(),
  chattype: z.string().optional(),
  from: z.object({ userid: z.string() }),
});

/** Dispatches the body of a callback and gives back what the call itself shall be answered. */
export function createDelivery(dispatch: Dispatch, outlet: ReplyOutlet, ended: AbortSignal): Deliver {
  return async (body) => {
    const read = place.safeParse(body);
    const chat = read.success ? (read.data.chattype === 'single' ? undefined : read.data.chatid) || read.data.from.userid : '';
    let answer: PassiveAnswer | null = null;
    // Only messages take anything the bot wants to say; a click and an entry have one answer each.
    const isMessage = z.looseObject({ msgtype: z.literal('event') }).safeParse(body).success === false;
    const slot = isMessage ? outlet.offerPassive(chat) : null;
    const answered = Promise.withResolvers<void>();
    const done = dispatch(body, {
      async redraw({ card, people }) {
        answer = { response_type: 'update_template_card', ...(people ? { userids: people } : {}), template_card: card };
        answered.resolve();
      },
      async welcome(text) {
        answer = { msgtype: 'text', text: { content: text } };
      },
      offerUrl: outlet.offerUrl,
    });
    const waiting = new AbortController();
    await Promise.race([done, answered.promise, pause(answerWithinMs, AbortSignal.any([ended, waiting.signal]))]);
    waiting.abort();
    return slot?.close() ?? answer;
  };
}
