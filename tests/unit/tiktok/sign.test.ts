import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sign, signPush } from '../../../adapters/marketplaces/tiktok/sign.ts';
import { verify } from '../../../adapters/marketplaces/tiktok/verify.ts';
import { GengfuError } from '../../../src/errors.ts';
import type { Push } from '../../../src/ports/marketplace.ts';
import { app, tiktokStore } from './store.ts';

const officialBody =
  '{"type":1,"tts_notification_id":"7380066284010030890","shop_id":"7495540735365777507","timestamp":1718305585,"data":{"is_on_hold_order":true,"order_id":"576653688135258178","order_status":"UNPAID","update_time":1718305585}}';
const officialSign = '5dec0f11ec2f6783b8deee53c9ffbf8d024302f7c7e7fa55a35d17629031ac05';
const then = 1_718_305_590_000;
const dayMs = 24 * 3_600_000;

const push = (body: string, authorization?: string, now = then): Push => ({
  method: 'POST',
  target: '/in/tiktok/tk',
  headers: new Headers(authorization === undefined ? {} : { authorization }),
  publicUrl: 'https://gengfu.example',
  body: Buffer.from(body),
  now,
});
const signed = (body: string, now?: number): Push => push(body, signPush(app, Buffer.from(body)).toString('hex'), now);

function refusal(of: Push, store = tiktokStore()): string {
  try {
    verify(of, store);
  } catch (error) {
    if (error instanceof GengfuError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('requests', () => {
  const path = '/customer_service/202309/conversations/7494560109732334262/messages';
  const query = { app_key: 'abcdef', shop_cipher: 'GCP_xyz', timestamp: '1718305585' };
  const body = '{"type":"TEXT","content":"{\\"content\\":\\"hello\\"}"}';
  const expected = '636e1db1781277c059903d7f63c53969ded41871b20d63e544a18378292e8c87';

  it('are signed as the vector says', () => expect(sign('123', { path, query, body })).toBe(expected));

  it('leave sign and access_token out, and do not mind the order', () => {
    const shuffled = { timestamp: '1718305585', sign: 'x', shop_cipher: 'GCP_xyz', access_token: 'y', app_key: 'abcdef' };
    expect(sign('123', { path, query: shuffled, body })).toBe(expected);
  });
});

describe('webhooks', () => {
  it('are taken as the official vector says, and named by TikTok', () => {
    expect(verify(push(officialBody, officialSign), tiktokStore())).toMatchObject({ externalId: '7380066284010030890' });
  });

  it('without an id of their own are named by their bytes', () => {
    const body = '{"type":1,"timestamp":1718305585,"data":{}}';
    expect(verify(signed(body), tiktokStore()).externalId).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('are refused unsigned, signed otherwise, changed or cut', () => {
    expect(refusal(push(officialBody))).toBe('bad_signature');
    expect(refusal(push(officialBody, ''))).toBe('bad_signature');
    expect(refusal(push(officialBody, `${officialSign}00`))).toBe('bad_signature');
    expect(refusal(push(officialBody, `${officialSign}zz`))).toBe('bad_signature');
    expect(refusal(push(officialBody, officialSign.toUpperCase()))).toBe('bad_signature');
    expect(refusal(push(`${officialBody} `, officialSign))).toBe('bad_signature');
    expect(refusal(push(officialBody.slice(0, -1), officialSign))).toBe('bad_signature');
    expect(refusal(push(officialBody, officialSign), tiktokStore({ appSecret: '1234' }))).toBe('bad_signature');
  });

  it('are refused where the store has no account', () => {
    const bare = { ...tiktokStore(), settings: { sandbox: false } };
    expect(refusal(push(officialBody, officialSign), bare)).toBe('bad_signature');
  });

  it('are refused a day later, and a day early', () => {
    expect(refusal(signed(officialBody, then + dayMs - 10_000))).toBe('accepted');
    expect(refusal(signed(officialBody, then + dayMs))).toBe('stale_timestamp');
    expect(refusal(signed(officialBody, then - 2 * dayMs))).toBe('stale_timestamp');
  });

  it('that are rubbish are refused though they are signed', () => {
    expect(refusal(signed('{"type":1'))).toBe('not_json');
    for (const body of ['[]', 'null', '"x"', '1', '{}', '{"timestamp":"soon"}', '{"timestamp":null}', '{"timestamp":0}'])
      expect([body, refusal(signed(body))]).toEqual([body, 'invalid_input']);
  });

  it('nobody signed never get through, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f]{64}$/)), (body, mac) => {
        const headers = new Headers();
        try {
          headers.set('authorization', mac);
        } catch {
          // No header can hold it.
        }
        expect(refusal({ ...push(''), body, headers })).toBe('bad_signature');
      }),
    );
  });

  it('that are signed are taken or refused with a reason, whatever they say', () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        expect(['accepted', 'invalid_input', 'stale_timestamp']).toContain(refusal(signed(body)));
      }),
    );
  });
});
