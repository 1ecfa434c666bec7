import { beforeAll, expect, test } from 'vitest';
import { createUnderstander, type Topic, type Understander } from '../../../src/understanding/understand.ts';

let understander: Understander;
beforeAll(async () => {
  understander = await createUnderstander();
});

test.each<[text: string, topic: Topic]>([
  ['When will my parcel be delivered?', 'logistics'],
  ['¿Me puede dar el número de seguimiento del envío?', 'logistics'],
  ['The screen is cracked', 'product'],
  ['la batteria non si carica', 'product'],
  ['I would like to return the shoes', 'return'],
  ['我想退货', 'return'],
  ['When will I get my refund?', 'refund'],
  ['Wann kommt meine Rückerstattung?', 'refund'],
  ['Nobody answers my messages', 'complaint'],
  ['Please send me an invoice for my company', 'invoice'],
  ['請求書をお願いします', 'invoice'],
  ['Please cancel my order', 'cancellation'],
  ['Proszę anulować zamówienie', 'cancellation'],
  ['Do you have this in red, and is there a discount for ten?', 'presale'],
  ['这个有货吗，买十个有优惠吗', 'presale'],
  ['Thank you, have a nice day', 'other'],
  ['', 'other'],
])('%j is about %s', (text, topic) => {
  expect(understander.understand(text).topic).toBe(topic);
});
