import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signCall, signPush } from '../../../adapters/marketplaces/lazada/sign.ts';
import { signature } from '../emulators/lazada-client.ts';

test('a call is signed as the official vector says', () => {
  const params = {
    timestamp: '1517820392000',
    order_id: '1234',
    app_key: '123456',
    access_token: 'test',
    sign_method: 'sha256',
  };
  const expected = '4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A';
  expect(signCall('helloworld', '/order/get', params)).toBe(expected);
  expect(signCall('helloworld', '/order/get', { ...params, sign: 'whatever stood there' })).toBe(expected);
});

test('a push is signed as the vector says', () => {
  const body =
    '{"seller_id":"1234567","message_type":0,"data":{"order_status":"unpaid","trade_order_id":"260422900198363","trade_order_line_id":"260422900298363","status_update_time":1603698638},"timestamp":1603766859530,"site":"lazada_vn"}';
  const mac = signPush({ appKey: '123456', appSecret: 'helloworld' }, Buffer.from(body));
  expect(mac.toString('hex')).toBe('b0cfd0349e915667babf3c35e2335fb09653527421c46a94bd9e70e874c16322');
});

test('sorts as another reading of the documents does, whatever the values', () => {
  const name = fc.stringMatching(/^[a-zA-Z_]{1,12}$/).filter((found) => found !== 'sign');
  fc.assert(
    fc.property(
      fc.dictionary(name, fc.string({ unit: 'binary', maxLength: 20 })),
      fc.string({ minLength: 1 }),
      (params, secret) => {
        // A name that begins with another one sorts before it in both only where no value comes in between.
        const names = Object.keys(params);
        fc.pre(!names.some((one) => names.some((other) => other !== one && other.startsWith(one))));
        expect(signCall(secret, '/a/b', params)).toBe(signature(secret, '/a/b', params));
      },
    ),
  );
});
