import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise as normaliseEtsy } from '../../../adapters/marketplaces/etsy/normalise.ts';
import { verify as verifyEtsy } from '../../../adapters/marketplaces/etsy/verify.ts';
import { normalise as normaliseShopify } from '../../../adapters/marketplaces/shopify/normalise.ts';
import { verify as verifyShopify } from '../../../adapters/marketplaces/shopify/verify.ts';
import { normalise as normaliseWalmart } from '../../../adapters/marketplaces/walmart/normalise.ts';
import { verify as verifyWalmart } from '../../../adapters/marketplaces/walmart/verify.ts';
import { GengfuError } from '../../../src/errors.ts';
import type { Push } from '../../../src/ports/marketplace.ts';
import { mailStore } from '../mail/store.ts';
import { signedPush, type SigningPlatform } from '../../timeline/platform-push.ts';

const normalisers = { walmart: normaliseWalmart, shopify: normaliseShopify, etsy: normaliseEtsy };
const store = (secret: string) => ({ ...mailStore(), settings: { sandbox: false, push: { secret } } });
const verifiers = { walmart: verifyWalmart, shopify: verifyShopify, etsy: verifyEtsy };
const now = 1_750_000_000_000;

const fieldNames = [
  'id',
  'name',
  'order',
  'order_id',
  'customer',
  'orders_to_redact',
  'amount',
  'status',
  'customerOrderId',
  'returnOrder',
  'reason',
];

/** Facts §15. Each also with what a platform might send a little differently. */
const etsyBody =
  '{"event_type":"order.paid","resource_url":"https://openapi.etsy.com/v3/application/shops/1/receipts/2","shop_id":1}';
const etsyHeaders = (signature: string) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': '1750000000',
  'webhook-signature': signature,
});
const push = (body: string, headers: Record<string, string>, target = '/in/x/y'): Push => ({
  method: 'POST',
  target,
  headers: new Headers(headers),
  publicUrl: 'https://gengfu.example',
  body: Buffer.from(body),
  now,
});

describe('known vectors', () => {
  it('Walmart', () => {
    const walmart = push(
      '{"source":{"eventType":"PO_CREATED"}}',
      { 'WM_SEC.SIGNATURE': '0o1eQg9ybF5w8lXFpKWxPn0ZivHek2717h9U+Pd11Ds=', 'WM_SEC.TIMESTAMP': '1750000000000' },
      '/hooks/walmart?s=1',
    );
    expect(verifyWalmart(walmart, store('whsecret'))).toEqual({
      externalId: 'sha256:283021f385ca01a59c28cfa0f91a530e2bc67773d6f7b873ca2119e31e965ff8',
    });
    expect(() => verifyWalmart({ ...walmart, target: '/hooks/walmart' }, store('whsecret'))).toThrow('does not match');
    expect(() => verifyWalmart({ ...walmart, method: 'PUT' }, store('whsecret'))).toThrow('does not match');
    expect(() => verifyWalmart({ ...walmart, now: now + 300_001 }, store('whsecret'))).toThrow('5 minutes');
  });

  it('Shopify: named by topic and event, so that one event under two topics is two', () => {
    const signed = { 'X-Shopify-Hmac-Sha256': 'VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY=', 'X-Shopify-Event-Id': 'e-1' };
    const named = (topic: string) =>
      verifyShopify(push('{"id":1}', { ...signed, 'X-Shopify-Topic': topic }), store('hush')).externalId;
    expect(named('orders/create')).toBe('orders/create e-1');
    expect(named('customers/redact')).toBe('customers/redact e-1');
    expect(() => named('')).toThrow('X-Shopify-Topic');
    expect(() => named('orders/create e-2')).toThrow('X-Shopify-Topic');
  });

  it('Etsy: with its version in front, bare, and among others', () => {
    const right = 'hmOURLK4DNtbkOFHZN7tcC6o427fIs7P28WYbcNc/Uk=';
    const secret = store('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    for (const signature of [`v1,${right}`, right, `v1,AAAA ${right}`, `AAAA v1,${right}`])
      expect(verifyEtsy(push(etsyBody, etsyHeaders(signature)), secret)).toEqual({ externalId: 'msg_1' });
    expect(() => verifyEtsy(push(etsyBody, etsyHeaders(`v2,${right}`)), secret)).toThrow(GengfuError);
    expect(() => verifyEtsy({ ...push(etsyBody, etsyHeaders(right)), now: now - 300_001 }, secret)).toThrow('5 minutes');
  });

  it('a store without a secret takes nothing, signed with nothing included', () => {
    for (const [platform, verify] of Object.entries(verifiers)) {
      const signed = signedPush(platform as SigningPlatform, {
        secret: '',
        body: '{}',
        target: '/in/x/y',
        now,
        topic: 'a/b',
        id: '1',
      });
      expect(() => verify(push('{}', signed), { ...mailStore() })).toThrow(GengfuError);
    }
  });
});

describe.each(Object.entries(verifiers))('%s', (name, verify) => {
  const platform = name as SigningPlatform;
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const body = readFileSync(
    `tests/fixtures/${{ walmart: 'walmart/po-created', shopify: 'shopify/orders-create', etsy: 'etsy/order-paid' }[platform]}.json`,
  );
  const headers = signedPush(platform, { secret, body, target: '/in/x/y', now, topic: 'orders/create', id: 'e-1' });
  const signed: Push = { ...push('', headers), body };

  it('takes what was signed, and nothing in which one byte differs', () => {
    expect(verify(signed, store(secret)).externalId).toBeTruthy();
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Buffer.from(body);
        altered[at]! ^= change;
        expect(() => verify({ ...signed, body: altered }, store(secret))).toThrow(GengfuError);
      }),
    );
  });

  it('refuses any other headers with a reason of its own and never breaks', () => {
    const value = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.base64String({ maxLength: 88 }),
      fc.constantFrom('', 'v1,', ' , ', '9'.repeat(400)),
    );
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(Object.keys(headers).map((key) => [key, value])), { requiredKeys: [] }),
        (changed) => {
          const sent = new Headers(headers);
          for (const [key, text] of Object.entries(changed))
            sent.set(
              key,
              Buffer.from(text as string)
                .toString('latin1')
                .replace(/[^\x20-\x7e]/g, ''),
            );
          const other = Object.keys(changed).some((key) => /signature|hmac/i.test(key));
          try {
            verify({ ...signed, headers: sent }, store(secret));
            expect(other).toBe(false);
          } catch (error) {
            expect(error).toBeInstanceOf(GengfuError);
          }
        },
      ),
    );
  });

  it('refuses another secret, and a body that is no JSON though it is signed', () => {
    expect(() => verify(signed, store('whsec_AAAAAAAAAAAAAAAA'))).toThrow(GengfuError);
    const broken = signedPush(platform, { secret, body: '{', target: '/in/x/y', now, topic: 'orders/create', id: 'e-1' });
    expect(() => verify(push('{', broken), store(secret))).toThrow('not JSON');
  });

  it('reads whatever fields an event has, and is sure of its type alone', async () => {
    const types = { walmart: 'ORDER_INTENT_TO_CANCEL', shopify: 'returns/request', etsy: 'order.paid' };
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...fieldNames), fc.jsonValue({ maxDepth: 3 })), async (fields) => {
        const sent = platform === 'walmart' ? { source: { eventType: types.walmart }, payload: fields } : { ...fields };
        const text = JSON.stringify(platform === 'etsy' ? { event_type: types.etsy, resource_url: '' } : sent);
        const event = { source: name, externalId: `${types.shopify} e-1`, receivedAt: now, body: Buffer.from(text) };
        const [notice] = await normalisers[platform](event, mailStore());
        expect(notice).toMatchObject({ kind: 'platform_notice', needsAttention: platform !== 'etsy' });
      }),
    );
    await expect(
      normalisers[platform]({ source: name, externalId: 'x', receivedAt: now, body: Buffer.from('[]') }, mailStore()),
    ).rejects.toThrow();
  });
});
