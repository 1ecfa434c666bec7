import { readFileSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addStore } from '../../src/stores/add-store.ts';
import { connectStore } from '../../src/stores/connect-store.ts';
import { consentLink } from '../../src/stores/consent-link.ts';
import { createClock } from '../../src/clock.ts';
import { tiktokAccount } from '../contract/marketplace/drivers/tiktok.ts';
import { signPush } from '../emulators/lazada-tiktok/push-signature.ts';
import { startTiktok } from '../emulators/tiktok.ts';
import type { TiktokEmulator } from '../emulators/tiktok.ts';
import type { TiktokOptions } from '../emulators/tiktok/options.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { wordsOf } from '../timeline/sandbox-stage.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { phonePhoto } from '../timeline/sample-files.ts';
import { until } from '../timeline/until.ts';

let service: InsideService;
let sandbox: SandboxClient;
let tiktok: TiktokEmulator;

beforeEach(async () => {
  service = await startInside({ clock: createClock() });
  sandbox = sandboxClient(service.url);
});
afterEach(async () => {
  await tiktok.deliverTo(null);
  await service.stop();
  await tiktok.stop();
  expect(tiktok.violations()).toEqual([]);
});

async function open(options: TiktokOptions = {}, account: Record<string, string> = {}): Promise<void> {
  tiktok = await startTiktok(options);
  await addStore(service.desk, {
    id: 'tk',
    platform: 'tiktok',
    site: 'uk',
    name: 'Acme TikTok',
    settings: { api: tiktokAccount(tiktok, account) },
    by: { id: 'test' },
  });
  await tiktok.deliverTo(`${service.url}/in/tiktok/tk`);
}

const store = () => service.desk.stores.get('tk')!;
const cardWith = (...words: string[]) =>
  until(
    async () => (await sandbox.cards()).findLast(({ card }) => card && words.every((word) => wordsOf(card).includes(word))),
    `a card with ${words.join(', ')}`,
  );
const pollNow = () => sandbox.advance(2 * 3_600);

test('a buyer who comes from an order is shown with it, and is rung for once', async () => {
  await open();
  const { id: order } = await tiktok.placeOrder();
  await tiktok.buyerWrites({ text: '请问什么时候发货?', order });
  await cardWith('请问什么时候发货?', order);
  await pollNow();
  await service.settled();
  const { read } = service.desk.db;
  expect(await read.ticket.count()).toBe(1);
  expect(await read.message.count({ where: { author: 'buyer' } })).toBe(1);
});

test('an order that is told after the words reaches the card that stands already', async () => {
  await open();
  const { id: order } = await tiktok.placeOrder();
  const { thread } = await tiktok.buyerWrites({ text: '在吗?' });
  const { ticket } = await cardWith('在吗?');
  await tiktok.buyerWrites({ thread, text: '这个订单', order });
  expect((await cardWith('这个订单', order)).ticket).toBe(ticket);
});

test('many answers are each said once, and never taken for somebody else’s', async () => {
  await open();
  const buyers = Array.from({ length: 12 }, (_, index) => `7394${index}`);
  await Promise.all(buyers.map((buyer) => tiktok.buyerWrites({ buyer, text: `在吗 ${buyer}?` })));
  await Promise.all(
    buyers.map(async (buyer) => {
      const { id: messageId } = await cardWith(`在吗 ${buyer}?`);
      await sandbox.tap({ messageId, action: 'claim', person: 'wang' });
      await sandbox.tap({ messageId, action: 'reply', person: 'wang', form: { text: `您好,${buyer}` } });
    }),
  );
  const { read } = service.desk.db;
  await until(async () => (await read.reply.count({ where: { state: 'accepted' } })) === buyers.length, 'all are accepted');
  await service.settled();
  expect(
    tiktok
      .sent()
      .map(({ text }) => text)
      .sort(),
  ).toEqual(buyers.map((buyer) => `您好,${buyer}`).sort());
  expect(await read.ticketEvent.count({ where: { kind: 'answered_elsewhere' } })).toBe(0);
});

test('our own words that TikTok pushes before it has answered are not taken for somebody else’s', async () => {
  await open();
  await tiktok.buyerWrites({ text: '在吗?' });
  const { id: messageId } = await cardWith('在吗?');
  await sandbox.tap({ messageId, action: 'claim', person: 'wang' });
  tiktok.failNext({ call: /\/messages$/, method: 'POST', afterEffect: true });
  await sandbox.tap({ messageId, action: 'reply', person: 'wang', form: { text: '在的' } });
  const { read } = service.desk.db;
  await until(() => tiktok.pushed().some(({ body, status }) => status === 200 && body.includes('在的')), 'the push is taken');
  await service.processor.idle();
  expect(await read.message.count({ where: { author: 'seller' } })).toBe(0);
  await expect
    .poll(async () => (await sandbox.advance(120), read.reply.count({ where: { state: 'accepted' } })), { timeout: 15_000 })
    .toBe(1);
  expect(tiktok.sent()).toHaveLength(1);
  expect(await read.ticketEvent.count({ where: { kind: 'answered_elsewhere' } })).toBe(0);
  expect(await read.message.count({ where: { author: 'seller' } })).toBe(1);
});

test('a buyer who was first known by a number gets the name that polls tell', async () => {
  await open();
  await tiktok.buyerWrites({ buyer: '73940077', name: 'Siti', text: '在吗?' });
  await cardWith('在吗?');
  await pollNow();
  await cardWith('在吗?', 'Siti');
  expect(await service.desk.db.read.message.count()).toBe(1);
});

test('a return and a cancellation that wait for the seller become tickets, each once', async () => {
  await open();
  const { id: order } = await tiktok.placeOrder();
  const returned = await tiktok.openReturn({ order, reason: 'Arrived broken' });
  await cardWith('买家申请退货', 'Arrived broken', order);
  await tiktok.openReturn({ order, type: 'CANCEL', reason: 'Changed my mind' });
  await cardWith('买家要求取消订单', 'Changed my mind', order);
  await pollNow();
  await service.settled();
  const { read } = service.desk.db;
  expect(await read.ticket.count()).toBe(2);
  expect(await read.afterSale.findFirst({ where: { externalId: returned.id } })).toMatchObject({ type: 'return', open: true });
  await until(async () => (await read.order.findFirst({ where: { externalId: order } }))?.cancelRequested, 'the order says so');
  await tiktok.decideReturn(returned.id, 'refused');
  await until(
    async () => (await read.afterSale.findFirst({ where: { externalId: returned.id } }))?.open === false,
    'the return is settled',
  );
  const counted = await read.trafficHour.findMany({ where: { kind: 'returns' } });
  expect(
    counted.map(({ count }) => count),
    'however often it is told',
  ).toEqual([1]);
});

test('a robot’s answer stops no clock', async () => {
  await open();
  const { thread } = await tiktok.buyerWrites({ text: '在吗?' });
  const { ticket } = await cardWith('在吗?');
  await tiktok.sellerWrites({ thread, text: '亲,我们马上回来', automatic: true });
  await tiktok.systemWrites({ thread, text: 'How was your experience?', visible: false });
  await pollNow();
  await service.settled();
  const kept = await service.desk.db.read.ticket.findFirst({ where: { number: ticket! } });
  expect(kept).toMatchObject({ state: 'new' });
  expect(kept!.unansweredSince).not.toBeNull();
  expect(await service.desk.db.read.message.count()).toBe(1);
});

test('without the Customer Service scope orders come all the same, and the group is told what is missing', async () => {
  await open({ customerServiceScope: 'not_granted' });
  const { id } = await tiktok.placeOrder();
  const { read } = service.desk.db;
  await until(() => read.order.findFirst({ where: { externalId: id } }), 'the order is filed');
  const problem = await until(async () => {
    const state = await read.pollState.findFirst({ where: { stream: 'messages' } });
    return state?.problem ?? undefined;
  }, 'the stream is known to fail');
  expect(problem).toContain('Customer Service scope');
  await expect
    .poll(
      async () => {
        await sandbox.advance(16 * 60);
        return (await sandbox.messages()).some(({ text }) => text.includes('Customer Service scope'));
      },
      { timeout: 15_000 },
    )
    .toBe(true);
});

test('a seller lets us in by a link, and the shop is known', async () => {
  await open({}, { refreshToken: '', serviceId: '7012345' });
  const api: Record<string, string> = { ...store().settings.api };
  delete api.refreshToken;
  await service.desk.stores.change({ ...store(), settings: { ...store().settings, api } });
  const values = { appKey: api.appKey!, appSecret: api.appSecret!, serviceId: '7012345' };
  expect(service.desk.marketplaceOf(store(), 'poll').account!.wrong(values)).toEqual([]);
  const link = new URL(consentLink(service.desk, store()));
  const start = await fetch(new URL(link.pathname + link.search, service.url), { redirect: 'manual' });
  const page = new URL(start.headers.get('location')!);
  expect(page.origin).toBe(tiktok.baseUrls.services);
  // Set in Partner Center.
  page.searchParams.set('redirect_uri', `${service.url}/oauth/tiktok/callback`);
  const back = await fetch(page);
  expect(await back.text()).toContain('Acme TikTok');
  expect(await service.desk.marketplaceOf(store(), 'poll').checkAuthorisation!(store())).toEqual({ account: 'Gengfu Home (GB)' });
});

test('what was filled in wrongly is named before TikTok is asked', async () => {
  await open();
  const connect = connectStore(service.desk, { storeId: 'tk', values: { shopId: 'Acme' }, by: { id: 'test' } });
  await expect(connect).rejects.toMatchObject({ code: 'wrong_fields', data: { fields: ['shopId'] } });
});

test('every recorded webhook passes the real door and is read', async () => {
  await open();
  const folder = new URL('../fixtures/tiktok/', import.meta.url);
  const pushes = readdirSync(folder).filter((name) => name.startsWith('push-'));
  expect(pushes.length).toBeGreaterThan(10);
  for (const name of pushes) {
    const recorded = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Record<string, unknown>;
    const body = JSON.stringify({ ...recorded, timestamp: Math.floor(Date.now() / 1000), tts_notification_id: name });
    const headers = { 'content-type': 'application/json', authorization: signPush(tiktok.credentials, body) };
    const answer = await fetch(`${service.url}/in/tiktok/tk`, { method: 'POST', headers, body });
    expect([name, answer.status, await answer.text()]).toEqual([name, 200, '']);
  }
  await service.processor.idle();
  const events = await service.desk.db.read.inboxEvent.findMany({ where: { source: 'tiktok' } });
  expect(events.map(({ externalId }) => externalId).sort()).toEqual(pushes);
  expect(events.filter(({ status }) => status !== 'done')).toEqual([]);
});

test('a push at the app’s one address goes to the store whose shop it names', async () => {
  await open();
  await addStore(service.desk, {
    id: 'second',
    platform: 'tiktok',
    site: 'my',
    name: 'Second',
    settings: { api: tiktokAccount(tiktok, { shopId: '7495540735365777999' }) },
    by: { id: 'test' },
  });
  const timestamp = Math.floor(Date.now() / 1000);
  const said = { message_id: '1', index: '1', conversation_id: '2', type: 'TEXT', content: '{"content":"hello from afar"}' };
  const data = { ...said, create_time: timestamp, is_visible: true, sender: { im_user_id: '73940001', role: 'BUYER' } };
  const body = JSON.stringify({ type: 14, tts_notification_id: '9', shop_id: '7495540735365777999', timestamp, data });
  const headers = { 'content-type': 'application/json', authorization: signPush(tiktok.credentials, body) };
  expect((await fetch(`${service.url}/in/tiktok/tk`, { method: 'POST', headers, body })).status).toBe(200);
  await cardWith('hello from afar');
  const [message] = await service.desk.db.read.message.findMany({ where: { author: 'buyer' } });
  expect(message?.storeId).toBe('second');
});

test('a reply’s pictures arrive once each and before its words, though an answer to their sending is lost', async () => {
  await open();
  await tiktok.buyerWrites({ text: '怎么打开?' });
  const { id } = await cardWith('怎么打开?');
  await sandbox.tap({ messageId: id, action: 'claim', person: 'lin' });
  tiktok.failNext({
    call: /^\/customer_service\/202309\/conversations\/[^/]+\/messages$/,
    method: 'POST',
    afterEffect: true,
    status: 503,
  });
  const file = { name: 'open.jpg', data: (await phonePhoto()).toString('base64') };
  await sandbox.say('lin', '看图', { quotes: id, files: [file] });
  const sent = await until(() => {
    const said = tiktok.sent();
    return said.some(({ text }) => text !== '') ? said : null;
  }, 'the words');
  expect(sent.map(({ text, pictures }) => [text, pictures.length])).toEqual([
    ['', 1],
    ['看图', 0],
  ]);
  const picture = await fetch(sent[0]!.pictures[0]!);
  expect(picture.headers.get('content-type')).toBe('image/jpeg');
});
