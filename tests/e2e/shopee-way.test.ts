import { createHmac } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { addStore } from '../../src/stores/add-store.ts';
import { consentLink } from '../../src/stores/consent-link.ts';
import { startShopee } from '../emulators/shopee.ts';
import type { ShopeeEmulator } from '../emulators/shopee.ts';
import type { ShopeeEmulatorOptions } from '../emulators/shopee/options.ts';
import { startForwarder } from '../timeline/forwarder.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { wordsOf } from '../timeline/sandbox-stage.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { phonePhoto } from '../timeline/sample-files.ts';
import { until } from '../timeline/until.ts';

/** What is Shopee's own, through the whole service; what it shares with other marketplaces stands in its contract. */

const chat = 'night-watch';
let emulator: ShopeeEmulator;
let proxy: Awaited<ReturnType<typeof startForwarder>>;
let service: InsideService;
let sandbox: SandboxClient;

async function open(options: ShopeeEmulatorOptions = {}, api: Record<string, string> = {}): Promise<void> {
  emulator = await startShopee(options);
  const { partnerId, partnerKey, pushKey, shopId, refreshToken } = emulator.credentials;
  const { api: apiUrl, auth: authUrl } = emulator.baseUrls;
  const account = { partnerId, partnerKey, pushKey, shopId, refreshToken, apiUrl, authUrl, pushUrl: proxy.address, ...api };
  const filled = Object.fromEntries(Object.entries(account).filter(([, value]) => value !== ''));
  await addStore(service.desk, {
    id: 'shop',
    platform: 'shopee',
    site: 'my',
    name: 'Acme',
    settings: { api: filled },
    by: { id: 'test' },
  });
  proxy.forwardTo(`${service.url}/in/shopee/shop`);
  await emulator.deliverTo(proxy.address);
}

beforeEach(async () => {
  proxy = await startForwarder();
  service = await startInside({ clock: createClock() });
  sandbox = sandboxClient(service.url);
});
afterEach(async () => {
  await emulator.deliverTo(null);
  await service.stop();
  await emulator.stop();
  await proxy.stop();
});

const cardWith = (words: string) =>
  until(
    async () => (await sandbox.messages({ chat })).findLast(({ card }) => card && wordsOf(card).includes(words)),
    `a card with “${words}”`,
  );
const saying = (words: string) =>
  until(
    async () => (await sandbox.messages({ chat })).find(({ text, kind }) => kind === 'text' && text.includes(words)),
    `the bot saying “${words}”`,
  );

test('every recorded push goes through the door, and none is parked', async () => {
  await open();
  const folder = new URL('../fixtures/shopee/', import.meta.url);
  const names = readdirSync(folder).filter((file) => file.startsWith('push-'));
  for (const name of names) {
    const recorded = readFileSync(new URL(name, folder), 'utf8');
    const body = recorded.replace('"timestamp": 1763632800', `"timestamp": ${Math.floor(Date.now() / 1_000)}`);
    const authorization = createHmac('sha256', emulator.credentials.pushKey).update(`${proxy.address}|${body}`).digest('hex');
    const response = await fetch(proxy.address, { method: 'POST', headers: { authorization }, body });
    expect([name, response.status, await response.text()]).toEqual([name, 200, '']);
  }
  await cardWith('Bila barang akan dihantar?');
  await service.processor.idle();
  const events = await service.desk.db.read.inboxEvent.findMany({ where: { source: 'shopee' } });
  expect(events.length).toBeGreaterThanOrEqual(names.length);
  expect(events.filter(({ status }) => status !== 'done').map(({ error }) => error)).toEqual([]);
});

describe('what somebody has to act on becomes a ticket at once, by its push', () => {
  test('a buyer’s wish to cancel', async () => {
    await open();
    const { id } = emulator.placeOrder();
    emulator.changeOrder({ id, status: 'IN_CANCEL', at: Date.now() + 1_000 });
    await cardWith(`买家要求取消订单\n${id}`);
    const order = await service.desk.db.read.order.findFirstOrThrow({ where: { externalId: id } });
    expect([order.platformStatus, Boolean(order.cancelRequested)]).toEqual(['IN_CANCEL', true]);
  });

  test('a return, with its deadline', async () => {
    await open({ returnPush: 'code_29' });
    const dueAt = Math.floor(Date.now() / 1_000) * 1_000 + 86_400_000;
    const { id } = emulator.openReturn({ order: emulator.placeOrder().id, text: 'Botol retak', dueAt });
    await cardWith('Botol retak');
    const sale = await service.desk.db.read.afterSale.findFirstOrThrow({ where: { externalId: id } });
    expect([Boolean(sale.open), sale.dueAt?.getTime()]).toEqual([true, dueAt]);
  });

  test('a return whose push does not exist, by the rounds', async () => {
    await open({ returnPush: 'none' });
    emulator.openReturn({ order: emulator.placeOrder().id, text: 'Botol retak' });
    await sandbox.advance(3_600);
    await cardWith('Botol retak');
  });
});

test('the news that something changed in a conversation brings what it was', async () => {
  await open();
  await emulator.deliverTo(null);
  const { thread } = await emulator.buyerWrites({ text: '在吗' });
  await emulator.deliverTo(proxy.address);
  emulator.notify(thread);
  await cardWith('在吗');
});

test('where both sides’ words are pushed, the shop’s own are told apart', async () => {
  await open({ sellerMessages: 'pushed' }, { pushedMessages: 'all' });
  const { thread } = await emulator.buyerWrites({ text: '在吗' });
  const { id } = await cardWith('在吗');
  emulator.sellerWrites({ thread, text: '在的' });
  await until(
    async () => (await sandbox.messages({ chat })).find((message) => message.id === id)?.card?.state === 'waiting',
    'the ticket waits for the buyer',
  );
  expect(await service.desk.db.read.message.count({ where: { author: 'buyer' } })).toBe(1);
});

test('an automatic reply does not stop the clock', async () => {
  await open();
  const { thread } = await emulator.buyerWrites({ text: '在吗' });
  const { id } = await cardWith('在吗');
  emulator.sellerWrites({ thread, text: 'We are asleep', automatic: true });
  await sandbox.advance(120);
  await service.settled();
  const card = (await sandbox.messages({ chat })).find((message) => message.id === id)!.card!;
  expect(card.state).not.toBe('waiting');
  expect(await service.desk.db.read.message.count({ where: { author: 'seller' } })).toBe(0);
});

test('a shop that has not authorised the app does so by the bot’s link', async () => {
  await open({}, { refreshToken: '' });
  await saying('重新授权');
  const store = service.desk.stores.get('shop')!;
  const here = (address: string | null): string => {
    const url = new URL(address!);
    return service.url + url.pathname + url.search;
  };
  const start = await fetch(here(consentLink(service.desk, store)), { redirect: 'manual' });
  const consent = await fetch(start.headers.get('location')!, { redirect: 'manual' });
  const back = await fetch(here(consent.headers.get('location')));
  expect([back.status, await back.text()]).toEqual([200, expect.stringContaining('已授权')]);
  emulator.losePushes('on');
  await emulator.buyerWrites({ text: '在吗' });
  await sandbox.advance(3_600);
  await cardWith('在吗');
});

test('a missing chat permission is said in the group in plain words, and the orders come all the same', async () => {
  await open({ chat: 'not_granted' });
  const { id } = emulator.placeOrder();
  await until(() => service.desk.db.read.order.findFirst({ where: { externalId: id } }), 'the order is filed');
  await until(
    () => service.desk.db.read.pollState.findFirst({ where: { stream: 'messages', failingSince: { not: null } } }),
    'the stream fails',
  );
  await sandbox.advance(16 * 60);
  expect((await saying('chat permission')).text).toContain('消息');
});

test('the announced end of the authorisation is passed on', async () => {
  await open();
  emulator.announceExpiry(Date.now() + 6 * 86_400_000);
  await saying('到期');
});

describe('several shops under one app share its one push address', () => {
  const push = async (shopId: string, messageId: string) => {
    const content = { message_id: messageId, conversation_id: '7', message_type: 'text', from_id: 9, from_user_name: 'siti' };
    const said = { ...content, created_timestamp: Math.floor(Date.now() / 1_000), content: { text: `来自 ${shopId}` } };
    const timestamp = Math.floor(Date.now() / 1_000);
    const body = JSON.stringify({ shop_id: Number(shopId), code: 10, timestamp, data: { type: 'message', content: said } });
    const authorization = createHmac('sha256', emulator.credentials.pushKey).update(`${proxy.address}|${body}`).digest('hex');
    expect((await fetch(proxy.address, { method: 'POST', headers: { authorization }, body })).status).toBe(200);
  };
  const second = (settings: Record<string, string>) =>
    addStore(service.desk, {
      id: 'second',
      platform: 'shopee',
      site: 'sg',
      name: 'Second',
      settings: { api: settings },
      by: { id: 'test' },
    });
  const storesOf = async () =>
    (await service.desk.db.read.message.findMany({ where: { author: 'buyer' } })).map(({ storeId }) => storeId);

  test('and each gets what is about it', async () => {
    await open();
    const { partnerId, partnerKey } = emulator.credentials;
    await second({ partnerId, partnerKey, shopId: '220000002', apiUrl: emulator.baseUrls.api });
    await push('220000002', '1');
    expect((await cardWith('来自 220000002')).card!.title).toContain('Second');
    expect(await storesOf()).toEqual(['second']);
  });

  test('but not what another app has signed for it', async () => {
    await open();
    const { partnerId } = emulator.credentials;
    await second({ partnerId, partnerKey: 'the key of somebody else', shopId: '220000002', apiUrl: emulator.baseUrls.api });
    await push('220000002', '1');
    await service.processor.idle();
    expect(await storesOf()).toEqual([]);
    expect(await service.desk.db.read.inboxEvent.count({ where: { storeId: 'second', source: 'shopee' } })).toBe(0);
  });
});

test('mail to a store of this platform is read as mail all the same', async () => {
  await open();
  const store = service.desk.stores.get('shop')!;
  expect(service.desk.marketplaceOf(store, 'mail')).not.toBe(service.desk.marketplaceOf(store, 'poll'));
});

test('a reply’s pictures arrive once each and before its words, though an answer to their sending is lost', async () => {
  await open();
  await emulator.buyerWrites({ text: 'Macam mana nak buka?' });
  const { id } = await cardWith('Macam mana nak buka?');
  await sandbox.tap({ messageId: id, action: 'claim', person: 'lin' });
  emulator.failNext({ call: 'sellerchat.send_message', afterEffect: true, status: 503 });
  const file = { name: 'buka.jpg', data: (await phonePhoto()).toString('base64') };
  await sandbox.say('lin', '看图', { quotes: id, files: [file] });
  const sent = await until(() => {
    const said = emulator.sent();
    return said.some(({ text }) => text !== '') ? said : null;
  }, 'the words');
  expect(sent.map(({ text, pictures = [] }) => [text, pictures.length])).toEqual([
    ['', 1],
    ['看图', 0],
  ]);
  const picture = await fetch(sent[0]!.pictures![0]!);
  expect(picture.headers.get('content-type')).toBe('image/jpeg');
  await until(async () => (await service.desk.db.read.reply.findFirst({ where: { state: 'accepted' } })) ?? null, 'accepted');
  await service.settled();
  const events = await service.desk.db.read.ticketEvent.findMany({ where: { kind: 'answered_elsewhere' } });
  expect(events).toEqual([]);
});
