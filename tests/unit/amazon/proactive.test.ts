import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSeller } from './seller.ts';
import type { Seller } from './seller.ts';

let seller: Seller;
beforeEach(async () => {
  seller = await openSeller();
});
afterEach(() => seller.stop());

const dayMs = 86_400_000;
const proactive = () => seller.adapter.proactive!;

it('offers what Amazon offers for the order, as far as it is text', async () => {
  const { id } = seller.amazon.placeOrder();
  seller.amazon.changeOrder(id, { actions: ['unexpectedProblem', 'invoice', 'negativeFeedbackRemoval', 'digitalAccessKey'] });
  expect(await proactive().allowed(id, seller.store)).toEqual([
    { name: 'unexpectedProblem', textLimit: 2_000 },
    { name: 'digitalAccessKey', textLimit: 400 },
  ]);
});

it('sends one, and refuses before Amazon has to', async () => {
  const { id: orderId } = seller.amazon.placeOrder();
  await proactive().send({ orderId, kind: 'unexpectedProblem', text: 'Ihre Sendung verspätet sich.' }, seller.store);
  expect(seller.amazon.sent()).toMatchObject([
    { thread: orderId, kind: 'unexpectedProblem', text: 'Ihre Sendung verspätet sich.' },
  ]);
  for (const message of [
    { kind: 'unexpectedProblem', text: '' },
    { kind: 'digitalAccessKey', text: 'x'.repeat(401) },
    { kind: 'invoice', text: 'x' },
    { kind: 'unexpectedProblem', text: '<b>x</b>' },
  ])
    await expect(proactive().send({ orderId, ...message }, seller.store)).rejects.toMatchObject({ kind: 'permanent' });
  expect(seller.amazon.sent()).toHaveLength(1);
});

it('does not know the fate of one whose answer was lost', async () => {
  const { id: orderId } = seller.amazon.placeOrder();
  seller.amazon.failNext({ call: 'createUnexpectedProblem', afterEffect: true });
  const sent = proactive().send({ orderId, kind: 'unexpectedProblem', text: 'Verspätet.' }, seller.store);
  await expect(sent).rejects.toMatchObject({ kind: 'unknown' });
  expect(seller.amazon.sent()).toHaveLength(1);
});

it('asks for a review once, in its time, in the marketplace where the order was placed', async () => {
  const store = {
    ...seller.store,
    settings: {
      ...seller.store.settings,
      api: { ...seller.store.settings.api!, marketplaceIds: 'A1PA6795UKMFR9,APJ6JRA9NG5V4' },
    },
  };
  const { id: orderId } = seller.amazon.placeOrder({ marketplaceId: 'APJ6JRA9NG5V4' });
  const ask = () => proactive().send({ orderId, kind: 'productReviewAndSellerFeedback' }, store);
  await expect(ask()).rejects.toMatchObject({ kind: 'permanent' });
  seller.amazon.changeOrder(orderId, { deliveredAt: Date.now() - 6 * dayMs });
  expect((await proactive().allowed(orderId, store)).map(({ name }) => name)).toContain('productReviewAndSellerFeedback');
  await ask();
  await expect(ask()).rejects.toMatchObject({ kind: 'permanent' });
  expect(seller.amazon.sent()).toMatchObject([{ thread: orderId, kind: 'productReviewAndSellerFeedback' }]);
});
