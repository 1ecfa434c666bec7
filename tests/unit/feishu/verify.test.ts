import { expect, test } from 'vitest';
import { decrypt, isSigned, sameSecret } from '../../../adapters/messengers/feishu/verify.ts';
import { encryptBody, signatureHeaders } from '../../emulators/feishu/callback-crypto.ts';

const key = 'kudryavka';

test('decrypts the sample of the official documentation', () => {
  // "hello world" under the key "test key", from the page 配置 Encrypt Key.
  expect(decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', 'test key')).toBe('hello world');
});

test('signs the bytes as they came', () => {
  const pretty = JSON.stringify({ b: 1, a: '中' }, null, 2);
  const sent = signatureHeaders(pretty, key);
  const headers = {
    timestamp: sent['x-lark-request-timestamp'] ?? '',
    nonce: sent['x-lark-request-nonce'] ?? '',
    signature: sent['x-lark-signature'] ?? '',
  };
  expect(isSigned(Buffer.from(pretty), headers, key)).toBe(true);
  expect(isSigned(Buffer.from(JSON.stringify(JSON.parse(pretty))), headers, key)).toBe(false);
  expect(isSigned(Buffer.from(pretty), { ...headers, nonce: `${headers.nonce}0` }, key)).toBe(false);
  expect(isSigned(Buffer.from(pretty), headers, 'another key')).toBe(false);
});

test('compares secrets of any length', () => {
  expect(sameSecret('', 'long secret')).toBe(false);
  expect(sameSecret('long secret', 'long secret')).toBe(true);
});

test('refuses another key', () => {
  const { encrypt } = JSON.parse(encryptBody('{"a":1}', key)) as { encrypt: string };
  expect(decrypt(encrypt, key)).toBe('{"a":1}');
  expect(() => JSON.parse(decrypt(encrypt, 'another key')) as unknown).toThrow();
});
