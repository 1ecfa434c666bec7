import { expect, test } from 'vitest';
import { createClock } from '../../../src/clock.ts';
import { createAnsweredCards } from '../../../src/notify/answered-cards.ts';

test('an answer counts as shown once it had a second to leave, and for a while', () => {
  const clock = createClock({ base: () => 0 });
  const cards = createAnsweredCards(clock);
  expect(cards.shown('chat', 't')).toBeNull();
  const answer = cards.begin('chat', 't');
  expect(cards.shown('chat', 't')).toBe('pending');
  expect(cards.shown('other', 't')).toBeNull();
  answer(7);
  expect(cards.shown('chat', 't'), 'it may not have left yet').toBe('pending');
  clock.advance(1_000);
  expect(cards.shown('chat', 't')).toBe(7);
  clock.advance(20_000);
  expect(cards.shown('chat', 't')).toBeNull();
});

test('a tap that shows nothing, or is never answered, holds no card up', () => {
  const clock = createClock({ base: () => 0 });
  const cards = createAnsweredCards(clock);
  cards.begin('chat', 'a')(null);
  expect(cards.shown('chat', 'a')).toBeNull();
  cards.begin('chat', 'b');
  clock.advance(10_000);
  expect(cards.shown('chat', 'b')).toBeNull();
});
