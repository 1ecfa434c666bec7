import { expect, test } from 'vitest';
import { apiBase, apiSignature, pushSignature } from '../../emulators/shopee/sign.ts';
import type { PushScheme } from '../../emulators/shopee/sign.ts';

/** Vectors of facts/marketplaces §15. */

const key = 'shpk_test_partner_key_0001';
const hexKey = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';

test('signs calls of a shop, and public ones without token and shop', () => {
  const call = { partnerId: '1000001', path: '/api/v2/order/get_order_list', timestamp: '1750000000' };
  expect(apiSignature(key, apiBase({ ...call, accessToken: 'tok_abc', shopId: '220000001' }))).toBe(
    '6196cf42fe3bbf49ab3664cdda8e5b316bf5ab46cccc85b480c70c99ff52fc6b',
  );
  expect(apiSignature(key, apiBase({ ...call, path: '/api/v2/auth/token/get' }))).toBe(
    '0ae64800200a73788d51971c11a9fd5c8ac2c493675c0ab20e4748817b4f26d8',
  );
});

const push = {
  url: 'https://hooks.example.test/shopee',
  body: Buffer.from(
    '{"code":3,"data":{"ordersn":"2404098R48U37H","status":"READY_TO_SHIP"},"shop_id":220000001,"timestamp":1750000000}',
  ),
  partnerKey: key,
};

test.each<[PushScheme['key'], string, string]>([
  ['raw', key, '3fd39d6b7c540fb0683cc411cf6ab5a8987dfcad22dc448456733da2a11cde09'],
  ['app_key', 'another', '3fd39d6b7c540fb0683cc411cf6ab5a8987dfcad22dc448456733da2a11cde09'],
  ['raw', hexKey, '5c7a02760072cc76fa15358ddc24629a26e560ac33267d454ae05b71a7fcf6fd'],
  ['prefix_stripped', `shpk${hexKey}`, '5c7a02760072cc76fa15358ddc24629a26e560ac33267d454ae05b71a7fcf6fd'],
  ['hex_bytes', hexKey, '41f896c74a18ec3859ce39d7cbbbf05969c915c670d68ef5eb02469cfe18bcea'],
  ['hex_bytes', `shpk${hexKey}`, '41f896c74a18ec3859ce39d7cbbbf05969c915c670d68ef5eb02469cfe18bcea'],
])('signs pushes over url|body with the key as %s', (form, pushKey, expected) => {
  expect(pushSignature({ ...push, pushKey, scheme: { base: 'url|body', key: form } })).toBe(expected);
});

test('signs pushes over the body alone', () => {
  const scheme: PushScheme = { base: 'body', key: 'raw' };
  const one = pushSignature({ ...push, pushKey: key, scheme });
  expect(one).toBe(apiSignature(key, push.body.toString('utf8')));
  expect(one).toBe(pushSignature({ ...push, url: 'https://elsewhere.test', pushKey: key, scheme }));
});
