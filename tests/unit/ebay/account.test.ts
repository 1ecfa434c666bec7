import { afterEach, expect, test } from 'vitest';
import { openPublicAddress } from '../../timeline/public-address.ts';
import { startReceiver } from '../emulators/ebay-client.ts';
import { openEbayShop } from './open-shop.ts';
import type { EbayShop } from './open-shop.ts';

let shop: EbayShop;
afterEach(() => shop.stop());

const token = 'a-verification-token-of-at-least-32-chars';

test('the form names what is wrong and never what stood there', async () => {
  shop = await openEbayShop();
  const { fields, limits } = shop.adapter.account!;
  const wrong = (values: Record<string, string>) => shop.adapter.account!.wrong(values);
  const good = { clientId: 'c', clientSecret: 's', ruName: 'r', verificationToken: token };
  expect(wrong(good)).toEqual([]);
  expect(wrong({ ...good, alertEmail: '', username: ' ' })).toEqual([]);
  expect(wrong({})).toEqual(['clientId', 'clientSecret', 'ruName', 'verificationToken']);
  expect(wrong({ ...good, verificationToken: 'short', pushUrl: 'ftp://x', subscriptions: 'no' })).toEqual([
    'verificationToken',
    'pushUrl',
    'subscriptions',
  ]);
  expect(fields.filter(({ secret }) => secret).map(({ name }) => name)).toEqual([
    'clientSecret',
    'verificationToken',
    'refreshToken',
  ]);
  expect(limits.zh).toHaveLength(limits.en.length);
  shop.store.settings.api!.verificationToken = 'hush';
  await expect(shop.adapter.checkAuthorisation!(shop.store)).rejects.toThrow(/^((?!hush).)*verificationToken((?!hush).)*$/);
});

test('a seller’s consent, with codes and tokens that have to be encoded', async () => {
  shop = await openEbayShop({ acceptUrl: 'https://desk.example/oauth/ebay/callback' });
  const authoriser = shop.adapter.authoriser!;
  const url = authoriser.consentUrl!({ state: 's+1', redirect: 'unused' }, shop.store);
  const back = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location')!);
  expect(back.searchParams.get('state')).toBe('s+1');
  const answer = { query: back.searchParams, redirect: 'unused' };
  const tokens = await authoriser.exchange!(answer, shop.store);
  expect(tokens.refreshUntil! - Date.now()).toBeGreaterThan(500 * 86_400_000);
  // A code works once; the refresh token stays.
  await expect(authoriser.exchange!(answer, shop.store)).rejects.toMatchObject({ fault: 'expired' });
  const renewed = await authoriser.refresh(tokens, shop.store);
  expect(renewed).toMatchObject({ refresh: tokens.refresh, refreshUntil: tokens.refreshUntil });
  expect(renewed.access).not.toBe(tokens.access);
});

test('a consent that was declined, taken back, or never given', async () => {
  shop = await openEbayShop();
  const authoriser = shop.adapter.authoriser!;
  const declined = { query: new URLSearchParams({ error: 'access_denied' }), redirect: '' };
  await expect(authoriser.exchange!(declined, shop.store)).rejects.toMatchObject({ fault: 'forbidden' });
  shop.ebay.revokeAuthorisation();
  await expect(shop.adapter.checkAuthorisation!(shop.store)).rejects.toMatchObject({ fault: 'expired' });
  delete shop.store.settings.api!.refreshToken;
  await expect(authoriser.refresh(null, shop.store)).rejects.toMatchObject({ fault: 'expired' });
  shop.store.settings.api!.clientSecret = 'wrong';
  await expect(authoriser.refresh({ access: '', accessUntil: 0, refresh: 'r' }, shop.store)).rejects.toMatchObject({
    fault: 'forbidden',
  });
});

test('pushes are registered and subscribed once, whatever was there', async () => {
  const receiver = await startReceiver(token);
  try {
    shop = await openEbayShop({ alertEmail: null, api: { pushUrl: receiver.url, alertEmail: 'alerts@shop.example' } });
    expect(await shop.adapter.checkAuthorisation!(shop.store)).toEqual({ account: 'acme_store', remarks: [] });
    expect(shop.ebay.destinationStatus()).toEqual(['ENABLED']);
    const made = shop.calls().filter((call) => call === 'createSubscription').length;
    expect(made).toBe(12);
    const calls = shop.calls().length;
    await shop.adapter.checkAuthorisation!(shop.store);
    expect(shop.calls().length - calls).toBe(1);
    // The same account as it is after a restart.
    await shop.adapter.checkAuthorisation!({ ...shop.store });
    expect(shop.calls().filter((call) => /^create/.test(call))).toHaveLength(13);
    await shop.ebay.buyerWrites({ text: 'hi' });
    await expect.poll(() => receiver.arrived.length).toBe(1);
  } finally {
    await receiver.stop();
  }
});

test('what keeps pushes away is remarked upon and fails nothing', async () => {
  shop = await openEbayShop({ alertEmail: null, publicUrl: 'https://desk.example' });
  const first = await shop.adapter.checkAuthorisation!(shop.store);
  expect(first.remarks).toEqual([expect.stringContaining('alertEmail')]);
  await shop.stop();
  const nobody = await openPublicAddress();
  shop = await openEbayShop({ api: { pushUrl: nobody.url } });
  expect((await shop.adapter.checkAuthorisation!(shop.store)).remarks).toEqual([expect.stringContaining('Challenge')]);
  await nobody.stop();
  await shop.stop();
  // Without a public address nothing is registered.
  shop = await openEbayShop();
  expect(await shop.adapter.checkAuthorisation!(shop.store)).toMatchObject({ remarks: [] });
  expect(shop.calls().filter((call) => call !== 'token:refresh_token')).toEqual(['getConversations']);
});
