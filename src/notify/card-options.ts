import type { CardOptions } from '../../cards/ticket-card.ts';
import type { Desk } from '../desk.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { timeLeftWords } from './time-left.ts';

/** How cards are worded just now. */
export function cardOptions(desk: Desk): CardOptions {
  const texts = textsOf(desk);
  return {
    texts,
    now: desk.clock.now(),
    translates: desk.translation.anyText,
    timeLeft: (clock, dueAt, storeId) => timeLeftWords(desk, clock, dueAt, storeId),
  };
}
