import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEbay } from '../../emulators/ebay.ts';
import type { EbayEmulator } from '../../emulators/ebay.ts';
import { faults } from '../../oracles/ebay/check.ts';
import { codeOf, createClient } from './ebay-client.ts';
import type { EbayClient } from './ebay-client.ts';

const scope = (name: string) => `https://api.ebay.com/oauth/api_scope/${name}`;
const conversations = '/commerce/message/v1/conversation?conversation_type=FROM_MEMBERS';

let now = Date.parse('2026-11-20T10:00:00.000Z');
let emulator: EbayEmulator;
let client: EbayClient;
beforeEach(async () => {
  emulator = await startEbay({ now: () => now, dailyLimits: { client_credentials: 2, message: 3 } });
  client = createClient(emulator);
});
afterEach(() => emulator.stop());

async function consent(query: Record<string, string> = {}): Promise<URL> {
  const { clientId, ruName } = emulator.credentials;
  const address = new URL(`${emulator.baseUrls.auth}/oauth2/authorize`);
  const asked = {
    client_id: clientId,
    redirect_uri: ruName,
    response_type: 'code',
    scope: scope('commerce.message'),
    state: 's&1',
  };
  for (const [name, value] of Object.entries({ ...asked, ...query })) address.searchParams.set(name, value);
  const answer = await fetch(address, { redirect: 'manual' });
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get('location') ?? '');
}
const redeem = (code: string, redirect_uri = emulator.credentials.ruName) =>
  client.token({ grant_type: 'authorization_code', code, redirect_uri });

describe('consent', () => {
  test('leads to a code that works once', async () => {
    const back = await consent();
    expect(back.origin + back.pathname).toBe('https://desk.example/stores/ebay/accepted');
    expect(back.searchParams.get('state')).toBe('s&1');
    const code = back.searchParams.get('code') ?? '';
    const first = await redeem(code);
    expect(faults('error/userToken', first.body)).toEqual([]);
    const second = await redeem(code);
    expect([second.status, second.body.error]).toEqual([400, 'invalid_grant']);
    expect(codeOf(await client.call('GET', conversations, String(first.body.access_token)))).toBe('200/-');
  });

  test('gives a code that lives 299 seconds', async () => {
    const code = (await consent()).searchParams.get('code') ?? '';
    now += 299_001;
    expect((await redeem(code)).status).toBe(400);
  });

  test('wants the RuName, not an address', async () => {
    const code = (await consent()).searchParams.get('code') ?? '';
    expect((await redeem(code, 'https://desk.example/stores/ebay/accepted')).body.error).toBe('invalid_grant');
    const { clientId } = emulator.credentials;
    const wrong = await fetch(
      `${emulator.baseUrls.auth}/oauth2/authorize?client_id=${clientId}&redirect_uri=https://desk.example&response_type=code`,
    );
    expect(wrong.status).toBe(400);
  });

  test('can be refused, and knows its scopes', async () => {
    expect((await consent({ scope: scope('sell.everything') })).searchParams.get('error')).toBe('invalid_scope');
    emulator.decideConsent('decline');
    expect((await consent()).searchParams.get('error')).toBe('access_denied');
  });
});

describe('tokens', () => {
  test('refresh without rotation', async () => {
    const { refreshToken } = emulator.credentials;
    for (let i = 0; i < 3; i += 1) {
      const { body } = await client.token({ grant_type: 'refresh_token', refresh_token: refreshToken });
      expect(faults('error/refreshedToken', body)).toEqual([]);
    }
    expect(emulator.tokensIssued().map(({ grant }) => grant)).toEqual(Array(3).fill('refresh_token'));
    now += 47_304_000_001;
    const late = await client.token({ grant_type: 'refresh_token', refresh_token: refreshToken });
    expect(faults('error/oauth', late.body)).toEqual([]);
    expect(late.body.error).toBe('invalid_grant');
  });

  test('end after two hours, or when told to', async () => {
    const token = await client.userToken();
    expect(codeOf(await client.call('GET', conversations, token))).toBe('200/-');
    now += 7_200_001;
    expect(codeOf(await client.call('GET', conversations, token))).toBe('401/1001');
    const fresh = await client.userToken();
    emulator.expireAccessTokens();
    expect(codeOf(await client.call('GET', conversations, fresh))).toBe('401/1001');
    expect(codeOf(await client.call('GET', conversations, await client.userToken()))).toBe('200/-');
  });

  test('of an application are no seller’s, and scopes are looked at', async () => {
    const application = await client.token({ grant_type: 'client_credentials', scope: scope('commerce.message') });
    expect(faults('error/applicationToken', application.body)).toEqual([]);
    expect(codeOf(await client.call('GET', conversations, String(application.body.access_token)))).toBe('403/1100');
    expect(codeOf(await client.call('GET', conversations, await client.userToken(scope('sell.fulfillment'))))).toBe('403/1100');
  });

  test('cannot grow past the consent', async () => {
    const code = (await consent()).searchParams.get('code') ?? '';
    const { refresh_token } = (await redeem(code)).body;
    const more = { grant_type: 'refresh_token', refresh_token: String(refresh_token), scope: scope('sell.fulfillment') };
    expect((await client.token(more)).body.error).toBe('invalid_scope');
  });

  test('stop working when the seller takes the consent back', async () => {
    const token = await client.userToken();
    const application = await client.appToken();
    emulator.revokeAuthorisation();
    expect(codeOf(await client.call('GET', conversations, token))).toBe('401/1001');
    const { refreshToken } = emulator.credentials;
    expect((await client.token({ grant_type: 'refresh_token', refresh_token: refreshToken })).body.error).toBe('invalid_grant');
    expect((await client.call('GET', '/commerce/notification/v1/topic', application)).status).toBe(200);
  });

  test('want the application’s secret and a form', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: emulator.credentials.refreshToken };
    expect((await client.token(form, `Basic ${Buffer.from('a:b').toString('base64')}`)).body.error).toBe('invalid_client');
    expect((await client.token({ grant_type: 'password' })).body.error).toBe('unsupported_grant_type');
  });
});

test('calls a day are counted, and come back the next day', async () => {
  await client.appToken();
  await client.appToken();
  expect(codeOf(await client.token({ grant_type: 'client_credentials', scope: scope('commerce.message') }))).toBe('429/2001');
  const token = await client.userToken();
  const codes: string[] = [];
  for (let i = 0; i < 4; i += 1) codes.push(codeOf(await client.call('GET', conversations, token)));
  expect(codes).toEqual(['200/-', '200/-', '200/-', '429/2001']);
  expect(emulator.callsToday('message')).toBe(3);
  now += 86_400_000;
  expect(codeOf(await client.call('GET', conversations, await client.userToken()))).toBe('200/-');
});

test('history names no secret', async () => {
  await consent();
  await client.call('GET', conversations, await client.userToken());
  const told = JSON.stringify(emulator.history());
  expect(told).toContain('/identity/v1/oauth2/token');
  for (const secret of ['t^', 'PRD-a1b2c3d4e5f6']) expect(told).not.toContain(secret);
});
