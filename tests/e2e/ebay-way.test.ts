import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { addStore } from '../../src/stores/add-store.ts';
import { startEbay } from '../emulators/ebay.ts';
import type { EbayEmulator } from '../emulators/ebay.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { wordsOf } from '../timeline/sandbox-stage.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';

let ebay: EbayEmulator;
let service: InsideService;
let sandbox: SandboxClient;

beforeEach(async () => {
  ebay = await startEbay();
  service = await startInside({ clock: createClock() });
  sandbox = sandboxClient(service.url);
  const { clientId, clientSecret, ruName, refreshToken, username, verificationToken } = ebay.credentials;
  const urls = { apiUrl: ebay.baseUrls.api, authUrl: ebay.baseUrls.auth, pushUrl: `${service.url}/in/ebay/shop` };
  await addStore(service.desk, {
    id: 'shop',
    platform: 'ebay',
    site: 'us',
    name: 'Acme',
    settings: { api: { clientId, clientSecret, ruName, refreshToken, username, verificationToken, ...urls } },
    by: { id: 'test' },
  });
});
afterEach(async () => {
  await service.stop();
  await ebay.stop();
});

const cardWith = (words: string) =>
  until(async () => (await sandbox.cards()).find(({ card }) => card && wordsOf(card).includes(words)), `a card with ${words}`);

test('a store that eBay can reach subscribes by itself, and a question finds its way', async () => {
  await until(
    () => ebay.history().filter(({ path: called }) => called.endsWith('/subscription')).length >= 14,
    'all is subscribed',
  );
  await service.settled();
  await ebay.buyerWrites({ buyer: 'b1', text: '请问什么时候发货?', listing: '256000000001' });
  const { id } = await cardWith('什么时候发货');
  // The question was pushed under two topics with two ids: it is one message.
  await service.settled();
  expect(await service.desk.db.read.message.count({ where: { storeId: 'shop', author: 'buyer' } })).toBe(1);
  await sandbox.tap({ messageId: id, action: 'claim', person: 'wang' });
  await sandbox.tap({ messageId: id, action: 'reply', person: 'wang', form: { text: '今天就发。' } });
  await until(() => ebay.sent().length === 1, 'the answer is said');
});

test('a notice about policy becomes a card that has no way of answering', async () => {
  await until(
    () => ebay.history().filter(({ path: called }) => called.endsWith('/subscription')).length >= 14,
    'all is subscribed',
  );
  await service.settled();
  ebay.ebayWrites({ subject: 'We removed your listing', text: '<p>Listing 256 was removed.</p>' });
  const { id } = await cardWith('We removed your listing');
  await sandbox.tap({ messageId: id, action: 'claim', person: 'wang' });
  await sandbox.tap({ messageId: id, action: 'reply', person: 'wang', form: { text: '为什么?' } });
  await service.settled();
  expect(ebay.sent()).toEqual([]);
});

test('a buyer who leaves eBay is forgotten', async () => {
  await until(
    () => ebay.history().filter(({ path: called }) => called.endsWith('/subscription')).length >= 14,
    'all is subscribed',
  );
  await service.settled();
  await ebay.buyerWrites({ buyer: 'b7', text: '记得我吗?' });
  await cardWith('记得我吗');
  ebay.deleteAccount('b7');
  await until(async () => {
    const messages = await service.desk.db.read.message.findMany({ where: { storeId: 'shop', author: 'buyer' } });
    return messages.every(({ textSealed }) => !service.desk.db.seal.open(textSealed).includes('记得我吗'));
  }, 'the words are gone');
});

test('every recorded push comes through the real door', async () => {
  const folder = path.join(import.meta.dirname, '../fixtures/ebay');
  const pushes = readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file)))
    .filter((body) => 'metadata' in (JSON.parse(body.toString()) as object));
  expect(pushes.length).toBeGreaterThan(10);
  for (const body of pushes) {
    const { headers } = ebay.sign(body);
    const answer = await fetch(`${service.url}/in/ebay/shop`, { method: 'POST', headers, body: new Uint8Array(body) });
    expect(answer.status).toBe(200);
  }
  await service.settled();
  const stored = await service.desk.db.read.inboxEvent.findMany({ where: { storeId: 'shop', source: 'ebay' } });
  expect(stored.map(({ status }) => status)).toEqual(pushes.map(() => 'done'));
});
