import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signCall } from '../../../adapters/marketplaces/shopee/sign.ts';
import { apiBase, apiSignature } from '../../emulators/shopee/sign.ts';

const key = 'shpk_test_partner_key_0001';

/** Vectors of facts/marketplaces §15. */
test.each([
  [
    'of a shop',
    {
      partnerId: '1000001',
      path: '/api/v2/order/get_order_list',
      timestamp: 1_750_000_000,
      accessToken: 'tok_abc',
      shopId: '220000001',
    },
    '6196cf42fe3bbf49ab3664cdda8e5b316bf5ab46cccc85b480c70c99ff52fc6b',
  ],
  [
    'of the app',
    { partnerId: '1000001', path: '/api/v2/auth/token/get', timestamp: 1_750_000_000 },
    '0ae64800200a73788d51971c11a9fd5c8ac2c493675c0ab20e4748817b4f26d8',
  ],
])('the signature of a call %s', (_, signed, expected) => {
  expect(signCall(key, signed)).toBe(expected);
});

test('any call is signed as the platform checks it', () => {
  const parts = fc.record({
    partnerId: fc.stringMatching(/^\d{1,10}$/),
    path: fc.stringMatching(/^\/api\/v2\/[a-z_]+\/[a-z_]+$/),
    timestamp: fc.nat(),
    accessToken: fc.string(),
    shopId: fc.stringMatching(/^\d{1,12}$/),
  });
  fc.assert(
    fc.property(parts, fc.string({ minLength: 1 }), (signed, partnerKey) => {
      const base = apiBase({ ...signed, timestamp: String(signed.timestamp) });
      expect(signCall(partnerKey, signed)).toBe(apiSignature(partnerKey, base));
    }),
  );
});
