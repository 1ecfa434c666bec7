import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerChallenge } from '../../../adapters/marketplaces/ebay/challenge.ts';
import { readPublicKey, readSignature, verifyPush } from '../../../adapters/marketplaces/ebay/verify.ts';
import { GengfuError } from '../../../src/errors.ts';

interface Case {
  signature: string;
  message: unknown;
  response: { key: string };
}
const cases = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../oracles/ebay/signature-cases.json'), 'utf8'),
) as Record<string, Case>;

const header = (value: string): Headers => new Headers({ 'x-ebay-signature': value });
const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'taken';
  } catch (error) {
    if (error instanceof GengfuError) return error.code;
    throw error;
  }
};
const judge = ({ signature, message, response }: Case): string =>
  codeOf(() =>
    verifyPush({ body: Buffer.from(JSON.stringify(message)) }, readSignature(header(signature)), readPublicKey(response.key)),
  );

describe('the official cases', () => {
  test('VALID is taken and named by its notification', () => {
    const { signature, message, response } = cases.VALID!;
    const pushed = verifyPush(
      { body: Buffer.from(JSON.stringify(message)) },
      readSignature(header(signature)),
      readPublicKey(response.key),
    );
    expect(pushed.externalId).toBe('49feeaeb-4982-42d9-a377-9645b8479411_33f7e043-fed8-442b-9d44-791923bd9a6d');
  });

  test.each(['INVALID', 'SIGNATURE_MISMATCH'])('%s is refused', (name) => {
    expect(judge(cases[name]!)).toBe('bad_signature');
  });
});

test('the challenge of the facts is answered, over the address as registered', () => {
  const url = new URL('https://hooks.example.test/ebay?challenge_code=71745723-d031-455c-bfa5-f90d11b4f20a');
  const verificationToken = 'a-verification-token-of-at-least-32-chars';
  const answer = { challengeResponse: 'b2f8c141444480c9dd6f8ce9267f1421aa4ea3575046134fef2b3823c09e8ec4' };
  expect(answerChallenge(url, { verificationToken })).toEqual(answer);
  const inside = new URL(`http://10.0.0.7:8080/in/ebay/shop${url.search}`);
  expect(answerChallenge(inside, { verificationToken, pushUrl: 'https://hooks.example.test/ebay' })).toEqual(answer);
  expect(codeOf(() => answerChallenge(new URL('https://hooks.example.test/ebay'), { verificationToken }))).toBe('invalid_input');
});

describe('what is no signature of eBay', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const line = publicKey.export({ type: 'spki', format: 'pem' }).toString().replaceAll('\n', '');
  const encoded = (value: unknown): Headers => header(Buffer.from(JSON.stringify(value)).toString('base64'));
  const body = Buffer.from('{"metadata":{"topic":"NEW_MESSAGE"},"notification":{"notificationId":"n1","data":{}}}');
  const good = { alg: 'ecdsa', kid: 'k1', signature: sign('sha1', body, privateKey).toString('base64'), digest: 'SHA1' };

  test('is refused for what it is', () => {
    expect(verifyPush({ body }, readSignature(encoded(good)), readPublicKey(line))).toEqual({ externalId: 'n1' });
    const wrong = [{ alg: 'HMAC' }, { digest: 'SHA256' }, { kid: '../config' }, { kid: '' }, { signature: 'none!' }, { kid: 7 }];
    for (const change of wrong) expect(codeOf(() => readSignature(encoded({ ...good, ...change })))).toBe('bad_signature');
    expect(codeOf(() => readSignature(new Headers()))).toBe('bad_signature');
  });

  test('a body without an id goes by its digest, one that is no JSON is none', () => {
    const taken = (bytes: Buffer) =>
      verifyPush({ body: bytes }, { kid: 'k1', signature: sign('sha1', bytes, privateKey) }, readPublicKey(line));
    const bare = Buffer.from('{}');
    expect(taken(bare).externalId).toBe(createHash('sha256').update(bare).digest('hex'));
    expect(codeOf(() => taken(Buffer.from('no json')))).toBe('not_json');
  });

  test('nothing invented gets through or breaks anything', () => {
    const key = readPublicKey(line);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.json().map((text) => btoa(encodeURIComponent(text))),
        ),
        (value) => {
          const headers = new Headers();
          headers.set('x-ebay-signature', value.replace(/[^\x20-\x7e]/g, ''));
          expect(codeOf(() => readSignature(headers))).toBe('bad_signature');
        },
      ),
    );
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array({ minLength: 1 }), (bytes, signature) => {
        expect(codeOf(() => verifyPush({ body: bytes }, { kid: 'k1', signature: Buffer.from(signature) }, key))).toBe(
          'bad_signature',
        );
      }),
    );
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(body);
        changed[at]! ^= change;
        expect(codeOf(() => verifyPush({ body: changed }, readSignature(encoded(good)), key))).toBe('bad_signature');
      }),
    );
  });
});
