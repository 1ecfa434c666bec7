import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { addStore } from '../../src/stores/add-store.ts';
import { connectStore } from '../../src/stores/connect-store.ts';
import { startAmazonApi } from '../emulators/amazon-api.ts';
import type { AmazonApi } from '../emulators/amazon-api.ts';
import { apiSettings } from '../timeline/amazon-store.ts';
import { createAmazonMail, freePort } from '../timeline/amazon-mail.ts';
import { wordsOf } from '../timeline/sandbox-stage.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';

const storeId = 'acme-de';
const seller = 'support@seller.example';
let amazon: AmazonApi;
let mail: ReturnType<typeof createAmazonMail>;
let service: InsideService;
let sandbox: SandboxClient;

beforeEach(async () => {
  const port = await freePort();
  amazon = await startAmazonApi({ searchLagMs: 0, queue: { longPollFactor: 0.01 } });
  mail = createAmazonMail({ port, seller });
  service = await startInside({ clock: createClock(), env: { GENGFU_SMTP_PORT: String(port) } });
  sandbox = sandboxClient(service.url);
  await addStore(service.desk, {
    id: storeId,
    platform: 'amazon',
    site: 'de',
    name: 'Acme',
    settings: { mail: { from: seller, addresses: [seller] }, api: apiSettings(amazon) },
    by: { id: 'test' },
  });
});
afterEach(async () => {
  await service.stop();
  mail.stop();
  await amazon.stop();
});

const db = () => service.desk.db.read;
const roundsNow = async () => {
  await sandbox.advance(2 * 3_600);
  await service.settled();
};
const cardWith = (words: string) =>
  until(
    async () => (await sandbox.messages({ chat: 'night-watch' })).findLast(({ card }) => card && wordsOf(card).includes(words)),
    `a card with “${words}”`,
  );
const subscribed = () =>
  until(
    () => amazon.history().filter(({ path, status }) => /subscriptions/.test(path) && status === 200).length >= 4,
    'the queue is subscribed',
  );

test('the queue is set up by itself; a wish to cancel becomes one ticket, however often it is told', async () => {
  await subscribed();
  amazon.setQueue({ duplicates: 1, order: 'newest_first' });
  const { id } = amazon.placeOrder({ buyer: 'k2j5h8x0q1w3e4r' });
  amazon.changeOrder(id, { cancelRequested: 'Falsche Farbe bestellt' });
  await roundsNow();
  const { ticket } = await cardWith(id);
  await roundsNow();
  await roundsNow();
  const order = await until(() => db().order.findFirst({ where: { externalId: id } }), 'the order is filed');
  expect(order).toMatchObject({ storeId, status: 'to_ship', platformStatus: 'UNSHIPPED', total: '24.90', cancelRequested: true });
  expect(ticket).not.toBeNull();
  expect(await db().ticket.count()).toBe(1);
  expect(await db().message.count()).toBe(1);
  expect(amazon.queueCounts()).toEqual({ visible: 0, hidden: 0 });
  expect(await db().inboxEvent.count({ where: { status: 'parked' } })).toBe(0);
});

test('an account at risk is told at once, and filed again with all figures by the report; a broken limit rings beside it', async () => {
  await subscribed();
  amazon.setPerformance({ accountStatus: 'AT_RISK', orderDefectRate: 0.02 });
  await roundsNow();
  await cardWith('AT_RISK');
  // A report may have been made before the account changed, and the next one is hours of real time away.
  await service.desk.db.write((tx) => tx.pollState.deleteMany({ where: { stream: 'performance' } }));
  const defects = await until(
    async () => (await roundsNow(), db().performance.findFirst({ where: { metric: 'order_defect_rate', value: 0.02 } })),
    'the report is read',
  );
  expect(defects).toMatchObject({ value: 0.02, unit: 'fraction', target: 0.01, comparator: '<', status: 'bad' });
  expect(await db().performance.findFirst({ where: { metric: 'account_status', status: 'at_risk' } })).not.toBeNull();
  const { ticket } = await cardWith('订单缺陷率 2% 已超限');
  expect(ticket).not.toBe((await cardWith('AT_RISK')).ticket);
  expect(await db().ticket.count()).toBe(2);
});

test('an order and its buyer’s mail name the same buyer', async () => {
  const alias = '43vfy537czcw8nq';
  const { id } = amazon.placeOrder({ buyer: alias });
  await mail.buyerWrites({
    relay: `${alias}+2a7e7298-a90a-4ad6-962c-77ccae27280a@marketplace.amazon.de`,
    text: '请问包裹什么时候能到?',
    order: id,
  });
  await cardWith('请问包裹');
  await roundsNow();
  const order = await until(() => db().order.findFirst({ where: { externalId: id } }), 'the order is filed');
  expect(await db().buyer.count({ where: { externalIndex: order.buyerIndex! } })).toBe(1);
});

test('feedback, returns and stock are filed as they are read', async () => {
  const { id } = amazon.placeOrder();
  amazon.postReview({ order: id, rating: 1, text: 'Kam nie an.' });
  amazon.openReturn({ order: id });
  amazon.setInventory({ sku: 'MUG', fulfillable: 7 });
  const filed = () => Promise.all([db().review.count(), db().afterSale.count(), db().stock.count()]);
  await until(async () => (await roundsNow(), (await filed()).every((count) => count === 1)), 'all is filed');
  expect(await db().review.findFirst()).toMatchObject({ rating: 1, orderId: id });
  expect(await db().afterSale.findFirst()).toMatchObject({ type: 'return', orderId: id, open: true });
  expect(await db().stock.findFirst()).toMatchObject({ sku: 'MUG', available: 7 });
  await cardWith('CR-DEFECTIVE');
});

test('access that was taken back is said, and good again once new keys are filled in', async () => {
  await roundsNow();
  amazon.revokeAuthorisation();
  await roundsNow();
  await until(
    async () => (await sandbox.messages({ chat: 'night-watch' })).some(({ text }) => text.includes('失效')),
    'it is said',
  );
  amazon.restoreAuthorisation();
  const again = await connectStore(service.desk, { storeId, values: {}, by: { id: 'test' } });
  expect(again).toEqual({ account: 'A2TESTSELLER' });
  amazon.placeOrder({ id: '302-1111111-2222222' });
  await until(
    async () => (await roundsNow(), db().order.findFirst({ where: { externalId: '302-1111111-2222222' } })),
    'orders are read',
  );
});
