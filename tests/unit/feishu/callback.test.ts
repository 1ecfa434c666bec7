import { expect, test } from 'vitest';
import { createCallback } from '../../../adapters/messengers/feishu/callback.ts';
import type { Deliver } from '../../../adapters/messengers/feishu/callback.ts';
import { feishuConfig } from '../../../adapters/messengers/feishu/config.ts';
import { encryptBody, signatureHeaders } from '../../emulators/feishu/callback-crypto.ts';

const encryptKey = 'emulated-encrypt-key';
const verificationToken = 'emulated-token';
const event = { schema: '2.0', header: { event_id: 'ev_1', event_type: 'x', token: verificationToken }, event: {} };

function hook(
  change: { encryptKey?: string; verificationToken?: string },
  deliver: Deliver | null = async () => ({ taken: true }),
) {
  const config = feishuConfig.parse({ appId: 'cli_a1b2c3d4e5f60718', appSecret: 's', mode: 'http', ...change });
  const routes = createCallback(config, () => deliver);
  return async (body: string, headers: Record<string, string> = {}) => {
    const response = await routes.request('/hook/feishu?from=console', { method: 'POST', body, headers });
    return { status: response.status, body: await response.json() };
  };
}

const sealed = (value: unknown, key = encryptKey) => encryptBody(JSON.stringify(value), key);

test('takes an encrypted and signed event', async () => {
  const body = sealed(event);
  expect(await hook({ encryptKey, verificationToken })(body, signatureHeaders(body, encryptKey))).toEqual({
    status: 200,
    body: { taken: true },
  });
});

test('takes a body that was reformatted, as long as the signature is over what came', async () => {
  const body = JSON.stringify(JSON.parse(sealed(event)), null, 2);
  expect((await hook({ encryptKey })(body, signatureHeaders(body, encryptKey))).status).toBe(200);
});

test.each([
  ['no signature', {}],
  ['a signature of something else', signatureHeaders('{}', encryptKey)],
  ['a signature with another key', signatureHeaders('', 'another')],
])('refuses %s', async (_what, headers) => {
  expect((await hook({ encryptKey, verificationToken })(sealed(event), headers)).status).toBe(401);
});

test.each([
  ['no JSON', 'hello'],
  ['a plain body although a key is set', JSON.stringify(event)],
  ['another key', sealed(event, 'another')],
  ['nonsense instead of ciphertext', '{"encrypt":"AAAA"}'],
])('answers %s at once with 401', async (_what, body) => {
  expect((await hook({ encryptKey, verificationToken })(body, signatureHeaders(body, encryptKey))).status).toBe(401);
});

test('compares the verification token, in the clear and encrypted', async () => {
  const wrong = { ...event, header: { ...event.header, token: 'guessed' } };
  expect((await hook({ verificationToken })(JSON.stringify(event))).status).toBe(200);
  expect((await hook({ verificationToken })(JSON.stringify(wrong))).status).toBe(401);
  const body = sealed(wrong);
  expect((await hook({ encryptKey, verificationToken })(body, signatureHeaders(body, encryptKey))).status).toBe(401);
});

test('answers the challenge without a signature, but not with a wrong token', async () => {
  const challenge = { type: 'url_verification', challenge: 'ajls384kdjx98XX', token: verificationToken };
  const send = hook({ encryptKey, verificationToken });
  expect(await send(sealed(challenge))).toEqual({ status: 200, body: { challenge: 'ajls384kdjx98XX' } });
  expect((await send(sealed({ ...challenge, token: 'guessed' }))).status).toBe(401);
});

test('asks to be called again while starting and when the core failed', async () => {
  expect((await hook({ verificationToken }, null)(JSON.stringify(event))).status).toBe(503);
  expect((await hook({ verificationToken }, () => Promise.reject(new Error('locked')))(JSON.stringify(event))).status).toBe(500);
});

test('a handler that returns nothing, or the SDK’s "no handler" text, is an empty object', async () => {
  expect((await hook({ verificationToken }, async () => undefined)(JSON.stringify(event))).body).toEqual({});
  expect((await hook({ verificationToken }, async () => 'no x event handle')(JSON.stringify(event))).body).toEqual({});
});

test('refuses a body of more than a megabyte', async () => {
  const routes = createCallback(
    feishuConfig.parse({ appId: 'cli_a1b2c3d4e5f60718', appSecret: 's', mode: 'http', verificationToken }),
    () => null,
  );
  expect((await routes.request('/hook/feishu', { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })).status).toBe(413);
});
