import type { Inbound, Tap, TapAnswer } from '../../../src/ports/messenger.ts';
import { inTime } from '../../outbound/in-time.ts';
import type { Lane } from '../../outbound/lane.ts';
import { answerWithinMs } from './limits.ts';
import { renderCard } from './render.ts';
import type { ParamMap } from './render.ts';
import type { FormStyle } from './render-form.ts';
import { shorten } from './shorten.ts';
import { isFormAction } from './template-variables.ts';
import type { Words } from './words.ts';

/** Data of the answer: it changes the card without a call (facts/messengers §3.4). Absent maps stay as they are, others merge by key. */
export interface DingtalkTapAnswer {
  cardUpdateOptions: { updateCardDataByKey: true; updatePrivateDataByKey: true };
  cardData?: { cardParamMap: ParamMap };
  userPrivateData: { cardParamMap: ParamMap };
}

/** There is no field for a toast: the template has two, chosen by `done`, and the words stand in a line only this person sees. */
const marks = { success: '✓', info: 'ℹ', warning: '⚠', error: '✗' } as const;

/** Answers in time whatever the core does. When the core is late its own card update tells the outcome. */
export async function answerTap(parts: {
  tap: Tap;
  inbound: Inbound;
  lane: Lane;
  words: Words;
  style: FormStyle;
}): Promise<DingtalkTapAnswer> {
  const { tap, inbound, lane, words, style } = parts;
  // The update API must not be called before the callback is answered (§3.4): redraws wait.
  lane.redrawnByTap(tap.messageId);
  const answered = await inTime(
    // In a promise chain, so that a core that throws at once is treated like one that rejects.
    Promise.resolve().then(async (): Promise<Answer> => {
      const given = await inbound.tap(tap);
      return { given, card: given.card ? renderCard(given.card, words, style) : undefined };
    }),
    answerWithinMs,
  );
  const answer: Answer =
    answered.how === 'in-time'
      ? answered.value
      : {
          given: {
            toast: answered.how === 'late' ? { type: 'info', text: words.stillWorking } : { type: 'error', text: words.failed },
          },
        };
  lane.redrawnByTap(tap.messageId);
  return {
    cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
    ...(answer.card ? { cardData: { cardParamMap: answer.card } } : {}),
    userPrivateData: { cardParamMap: ownValues(tap, answer.given, words, style) },
  };
}

interface Answer {
  given: TapAnswer;
  card?: ParamMap | undefined;
}

/** What changes for the one who tapped. A form that was taken closes, a claim opens the reply. */
function ownValues(tap: Tap, { toast, card }: TapAnswer, words: Words, style: FormStyle): ParamMap {
  const done = toast.type === 'success' || toast.type === 'info';
  const claimed = tap.action === 'claim' && toast.type === 'success' && card?.actions.some(({ action }) => action === 'reply');
  return {
    said: shorten(`${marks[toast.type]} ${toast.text}`, style.valueBytes, words),
    said_at: String(card?.version ?? tap.version),
    done: String(done),
    ...(done && isFormAction(tap.action) ? { [`key_${tap.action}`]: `${tap.action}:${tap.eventId.slice(-40)}` } : {}),
    ...(claimed ? { opened: 'reply', key_reply: 'reply' } : {}),
  };
}
