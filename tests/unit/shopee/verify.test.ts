import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyPush } from '../../../adapters/marketplaces/shopee/verify.ts';
import { GengfuError } from '../../../src/errors.ts';
import { pushSignature } from '../../emulators/shopee/sign.ts';
import type { PushScheme } from '../../emulators/shopee/sign.ts';

const url = 'https://hooks.example.test/shopee';
const partnerKey = 'shpk_test_partner_key_0001';
const hexKey = '00112233445566778899aabbccddeeff'.repeat(2);
const sample =
  '{"code":3,"data":{"ordersn":"2404098R48U37H","status":"READY_TO_SHIP"},"shop_id":220000001,"timestamp":1750000000}';
const now = 1_750_000_000_000;
const hour = 3_600_000;

const push = (authorization: string | null, body: string | Uint8Array = sample, at = now) => ({
  headers: new Headers(authorization === null ? {} : { authorization }),
  body: Buffer.from(body),
  now: at,
  url,
});
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof GengfuError) return error.code;
    throw error;
  }
  return 'accepted';
};
const mac = (key: string | Buffer, body: string = sample): string =>
  createHmac('sha256', key).update(`${url}|${body}`).digest('hex');

describe('vectors of facts/marketplaces §15', () => {
  test.each([
    ['the key as text', partnerKey, '3fd39d6b7c540fb0683cc411cf6ab5a8987dfcad22dc448456733da2a11cde09', 'url|body, key'],
    ['hex taken as text', hexKey, '5c7a02760072cc76fa15358ddc24629a26e560ac33267d454ae05b71a7fcf6fd', 'url|body, key'],
    ['hex taken as bytes', hexKey, '41f896c74a18ec3859ce39d7cbbbf05969c915c670d68ef5eb02469cfe18bcea', 'url|body, key from hex'],
  ])('%s', (_, pushKey, signature, scheme) => {
    expect(verifyPush(push(signature), { partnerKey: 'another key of the app', pushKey }).scheme).toBe(scheme);
  });
});

describe('every way of signing that was seen (§5.3)', () => {
  const pushKey = `shpk${hexKey}`;
  const cases: [PushScheme, string][] = [
    [{ base: 'url|body', key: 'raw' }, 'url|body, key'],
    [{ base: 'url|body', key: 'prefix_stripped' }, 'url|body, key without shpk'],
    [{ base: 'url|body', key: 'hex_bytes' }, 'url|body, key from hex'],
    [{ base: 'url|body', key: 'app_key' }, 'url|body, app key'],
    [{ base: 'body', key: 'raw' }, 'body, key'],
    [{ base: 'body', key: 'prefix_stripped' }, 'body, key without shpk'],
    [{ base: 'body', key: 'hex_bytes' }, 'body, key from hex'],
  ];
  test.each(cases)('%o', (scheme, name) => {
    const signature = pushSignature({ scheme, url, body: Buffer.from(sample), pushKey, partnerKey });
    expect(verifyPush(push(signature), { pushKey, partnerKey }).scheme).toBe(name);
    // Whatever matched before, and in upper case too.
    expect(verifyPush(push(signature.toUpperCase()), { pushKey, partnerKey }, 'body, key').scheme).toBe(name);
  });
});

test('a push key that is no hex is not the empty key with which anybody can sign', () => {
  const keys = { partnerKey, pushKey: 'not hexadecimal at all' };
  expect(codeOf(() => verifyPush(push(mac('')), keys))).toBe('bad_signature');
  expect(codeOf(() => verifyPush(push(mac(Buffer.alloc(0))), { partnerKey, pushKey: 'shpk' }))).toBe('bad_signature');
});

test('without a push key only the app’s own pings get through', () => {
  expect(codeOf(() => verifyPush(push(mac(partnerKey)), { partnerKey }))).toBe('accepted');
  expect(codeOf(() => verifyPush(push(mac('')), { partnerKey }))).toBe('bad_signature');
});

test('a push may be as late as its last repetition, and no later', () => {
  const keys = { partnerKey, pushKey: hexKey };
  const lateBy = (ms: number) => codeOf(() => verifyPush(push(mac(hexKey), sample, now + ms), keys));
  expect(lateBy((300 + 1_800 + 10_800) * 1_000)).toBe('accepted');
  expect(lateBy(4 * hour)).toBe('accepted');
  expect(lateBy(4 * hour + 1_000)).toBe('stale_timestamp');
  expect(lateBy(-10 * 60_000)).toBe('accepted');
});

test.each([
  ['nothing', '', 'not_json'],
  ['half an object', sample.slice(0, 40), 'not_json'],
  ['a list', '[]', 'invalid_input'],
  ['a word', '"hi"', 'invalid_input'],
  ['no time at all', '{"code":0}', 'accepted'],
  ['a time that is none', '{"code":0,"timestamp":"soon"}', 'stale_timestamp'],
])('well signed, and %s', (_, body, code) => {
  expect(codeOf(() => verifyPush(push(mac(hexKey, body), body), { partnerKey, pushKey: hexKey }))).toBe(code);
});

test('a message goes by its id whatever else changes; what has no id by its bytes', () => {
  const name = (body: string) => verifyPush(push(mac(hexKey, body), body), { partnerKey, pushKey: hexKey }).externalId;
  const message = (id: string, timestamp: number) =>
    `{"code":10,"timestamp":${timestamp},"shop_id":1,"data":{"type":"message","content":{"message_id":${id},"conversation_id":"7"}}}`;
  expect(name(message('"2434129165249004127"', 1_750_000_000))).toBe('message 2434129165249004127');
  // Bare and beyond 2^53: another reader would make 2434129165249004032 of it.
  expect(name(message('2434129165249004127', 1_750_000_300))).toBe('message 2434129165249004127');
  expect(name(sample)).toMatch(/^push [0-9a-f]{64}$/);
  expect(name(sample.replace('"READY_TO_SHIP"', '"SHIPPED","update_time":1750000000'))).toBe(
    'order 2404098R48U37H SHIPPED 1750000000000',
  );
});

describe('fuzz', () => {
  const keys = { partnerKey, pushKey: hexKey };
  const header = fc.oneof(fc.constant(null), fc.stringMatching(/^[0-9a-fA-F]{64}$/), fc.stringMatching(/^[\x21-\x7e]{0,80}$/));

  test('nothing unsigned gets through or trips it up', () => {
    fc.assert(
      fc.property(header, fc.uint8Array(), (authorization, body) => {
        expect(codeOf(() => verifyPush(push(authorization, body), keys))).toBe('bad_signature');
      }),
      { numRuns: 500 },
    );
  });

  test('a changed bit anywhere is found', () => {
    const signature = mac(hexKey);
    fc.assert(
      fc.property(fc.nat(sample.length - 1), fc.nat(7), (at, bit) => {
        const body = Buffer.from(sample);
        body[at]! ^= 1 << bit;
        expect(codeOf(() => verifyPush(push(signature, body), keys))).toBe('bad_signature');
      }),
    );
  });

  test('any well signed JSON is named or refused, never a crash', () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        const code = codeOf(() => verifyPush(push(mac(hexKey, body), body), keys));
        expect(['accepted', 'invalid_input', 'stale_timestamp']).toContain(code);
      }),
      { numRuns: 500 },
    );
  });
});
