import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addStore } from '../../src/stores/add-store.ts';
import { createScene, storeId } from '../contract/marketplace/scene.ts';
import type { LazadaEmulator } from '../emulators/lazada.ts';
import { accountOf, lazadaSettings, openLazada } from '../contract/marketplace/drivers/lazada.ts';
import { until } from '../timeline/until.ts';

let lazada: LazadaEmulator;
const scene = createScene({
  platform: 'lazada',
  async open() {
    const opened = await openLazada();
    lazada = opened.lazada;
    return opened.market;
  },
});
beforeEach(() => scene.start());
afterEach(() => scene.stop());

const question = '请问什么时候发货?';
const db = () => scene.service.desk.db;
const replies = () => db().read.reply.findMany({ where: { storeId } });
const wordsKept = async (): Promise<string[]> =>
  (await db().read.message.findMany({ where: { storeId }, orderBy: { id: 'asc' } })).map(({ textSealed }) =>
    db().seal.open(textSealed),
  );

describe('answers that Lazada’s check hides', () => {
  beforeEach(() => lazada.forbid('WhatsApp', 'NOTE: be polite'));

  test('come back to their writer, and the clock runs on', async () => {
    await lazada.buyerWrites({ text: question });
    const { id } = await scene.cardWith(question);
    await scene.claimAndReply(id, '请加 WhatsApp');
    await scene.sandbox.tap({ messageId: id, action: 'reply', person: 'wang', form: { text: '请加 WhatsApp' } });
    const card = await scene.cardWhere(id, (words) => words.includes('be polite'), 'the card tells that it came back');
    expect(card.state).toBe('claimed');
    expect(card.countdown).toBeDefined();
    expect(lazada.sent()).toEqual([]);
    await scene.service.settled();
    expect((await replies()).map(({ state }) => state)).toEqual(lazada.hidden().map(() => 'bounced'));
    // The one notice is the ticket itself.
    expect(await db().read.ticket.count()).toBe(1);
  });

  test('are found by the rounds where their push is lost', async () => {
    await lazada.buyerWrites({ text: question });
    const { id } = await scene.cardWith(question);
    lazada.losePushes('on');
    await scene.claimAndReply(id, '请加 WhatsApp');
    await scene.sandbox.tap({ messageId: id, action: 'reply', person: 'wang', form: { text: '请加 WhatsApp' } });
    await until(async () => (await replies()).some(({ state }) => state === 'accepted'), 'Lazada took the words');
    await scene.pollNow();
    await until(async () => (await replies()).every(({ state }) => state === 'bounced'), 'they came back');
  });
});

test('an answer that was shown is confirmed', async () => {
  await lazada.buyerWrites({ text: question });
  const { id } = await scene.cardWith(question);
  await scene.claimAndReply(id, '明天发货');
  await scene.cardWhere(id, (_, state) => state === 'waiting', 'the ticket waits');
  await scene.pollNow();
  await until(
    async () => (await replies()).every(({ state }) => state === 'confirmed' || state === 'accepted'),
    'its fate is known',
  );
  expect(lazada.sent()).toHaveLength(1);
});

test('a buyer who writes from an order: one ticket with the order, and the card’s line is no words', async () => {
  const { id: order } = await lazada.placeOrder({});
  await lazada.buyerWrites({ text: question, order });
  await scene.cardWith(question);
  await scene.service.settled();
  const [conversation, ...others] = await db().read.conversation.findMany({ where: { storeId } });
  expect([conversation!.orderId, others]).toEqual([order, []]);
  expect(await wordsKept()).toEqual([`[order ${order}]`, question]);
  const card = await db().read.message.findFirst({ where: { storeId, translationState: null, language: null } });
  expect(card).not.toBeNull();
});

test('an automatic answer does not stop the clock', async () => {
  const { thread } = await lazada.buyerWrites({ text: question });
  const { id } = await scene.cardWith(question);
  await lazada.sellerWrites({ thread, text: '我们下班了', automatic: true });
  await scene.pollNow();
  await scene.service.settled();
  const card = await scene.cardWhere(id, () => true, 'the card');
  expect([card.state, card.countdown !== undefined]).toEqual(['new', true]);
});

test('a return asks for somebody by push alone, and is filed', async () => {
  const { id: order } = await lazada.placeOrder({ buyer: accountOf('b9') });
  const { id } = await lazada.openReturn({ order, reason: 'Item is damaged' });
  await scene.cardWith('Item is damaged');
  const filed = await until(() => db().read.afterSale.findFirst({ where: { storeId, externalId: id } }), 'the return is filed');
  expect(filed).toMatchObject({ type: 'return', open: true, orderId: order, amount: '39.90', currency: 'SGD' });
  await lazada.decideReturn(id, 'agreed');
  await until(async () => (await db().read.afterSale.findFirst({ where: { externalId: id } }))?.open === false, 'it is decided');
  await scene.pollNow();
  await scene.service.settled();
  expect(await db().read.ticket.count()).toBe(1);
});

test('a wish to cancel is one ticket, however often and by whom it is told', async () => {
  const { id: order } = await lazada.placeOrder({});
  await lazada.openReturn({ order, type: 'CANCEL', reason: 'Changed my mind' });
  await scene.cardWith('Changed my mind');
  await scene.pollNow();
  await scene.service.settled();
  await scene.pollNow();
  await scene.service.settled();
  expect(await db().read.message.count({ where: { storeId, author: 'buyer' } })).toBe(1);
  expect(await db().read.order.findFirst({ where: { externalId: order } })).toMatchObject({ cancelRequested: true });
});

test('reviews and figures are filed', async () => {
  const { id: order } = await lazada.placeOrder({});
  const { id } = await lazada.postReview({ order, rating: 2, text: 'The lid leaks.' });
  const review = await until(() => db().read.review.findFirst({ where: { storeId, externalId: id } }), 'the review is filed');
  expect(review).toMatchObject({ rating: 2, orderId: order });
  await scene.pollNow();
  await scene.pollNow();
  await scene.pollNow();
  const figure = await until(() => db().read.performance.findFirst({ where: { storeId, metric: 'response_rate' } }), 'figures');
  expect(figure).toMatchObject({ value: 0.91, target: 0.85, comparator: '>', status: 'good' });
});

test('a bad review is answered from the card, in public', async () => {
  const { id: order } = await lazada.placeOrder({});
  const { id } = await lazada.postReview({ order, rating: 1, text: 'The lid leaks, I want my money back!' });
  const { id: messageId } = await scene.cardWith('The lid leaks, I want');
  await scene.cardWhere(messageId, (words) => words.includes('公开显示'), 'the card says who will read the answer');
  await scene.claimAndReply(messageId, 'Sorry! A new lid is on its way.');
  await until(() => lazada.reviewReplies().length > 0, 'an answer below the review');
  expect(lazada.reviewReplies()).toEqual([{ id, text: 'Sorry! A new lid is on its way.' }]);
  expect(lazada.sent(), 'nothing goes into the chat').toEqual([]);
});

test('a missed target is said', async () => {
  const missed = { type: 'RESPONSE_RATE', name: 'Chat Response Rate', score: 40, target: 85, target_respected: false };
  lazada.setPerformance({
    indicators: [{ ...missed, score_format: 'PERCENTAGE', target_format: 'GREATER_THAN_PERCENTAGE' }],
  });
  for (let rounds = 0; rounds < 4; rounds++) await scene.pollNow();
  await scene.cardWith('Chat Response Rate');
});

describe('of the shops that share an app’s one push address', () => {
  const addSecond = (changed: Record<string, string>) =>
    addStore(scene.service.desk, {
      id: 'second',
      platform: 'lazada',
      site: 'my',
      name: 'Second',
      settings: { api: { ...lazadaSettings(lazada), sellerId: '20240306', apiUrl: lazada.baseUrls.my!, ...changed } },
      by: { id: 'test' },
    });
  const storesOf = async (): Promise<string[]> =>
    (await db().read.message.findMany({ where: { author: 'buyer' } })).map((message) => message.storeId);

  test('each gets what is about it', async () => {
    await addSecond({});
    await lazada.buyerWrites({ text: question, country: 'my', buyer: accountOf('b3') });
    await scene.cardWith(question);
    expect(await storesOf()).toEqual(['second']);
  });

  test.for([
    ['there is no such store', null],
    ['the store has another app’s keys', { appSecret: 'the secret of somebody else' }],
  ] as const)('a push is taken and changes nothing where %s', async ([, changed]) => {
    if (changed) await addSecond(changed);
    await lazada.buyerWrites({ text: question, country: 'my', buyer: accountOf('b3') });
    await until(() => lazada.pushed().length > 0, 'it was pushed');
    await scene.service.settled();
    expect(lazada.pushed().map(({ status }) => status)).toEqual([200]);
    expect(await storesOf()).toEqual([]);
  });
});

test('pushes are acknowledged within the 500 ms that Lazada waits, many at once as well', async () => {
  const buyers = Array.from({ length: 60 }, (_, index) => accountOf(`b${index}`));
  await Promise.all(buyers.map((buyer) => lazada.buyerWrites({ buyer, text: question })));
  await until(() => lazada.pushed().length === buyers.length, 'all were answered');
  const slowestFirst = lazada
    .pushed()
    .map(({ elapsedMs }) => elapsedMs)
    .sort((a, b) => b - a);
  expect(lazada.pushed().every(({ status }) => status === 200)).toBe(true);
  // The median: the machine of a test has other things to do now and then.
  expect(slowestFirst[slowestFirst.length >> 1]).toBeLessThan(500);
});
