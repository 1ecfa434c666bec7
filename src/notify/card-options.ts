import type { CardOptions } from '../../cards/ticket-card.ts';
import { describeTimeLeft } from '../clocks/describe-time-left.ts';
import type { Desk } from '../desk.ts';
import { textsOf } from '../texts/desk-texts.ts';

/** How cards are worded just now. */
export function cardOptions(desk: Desk): CardOptions {
  const texts = textsOf(desk);
  return {
    texts,
    now: desk.clock.now(),
    translates: desk.translation.anyText,
    timeLeft: (ms) => describeTimeLeft(ms, texts.language),
  };
}
