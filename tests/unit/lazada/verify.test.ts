import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signPush } from '../../../adapters/marketplaces/lazada/sign.ts';
import { verify } from '../../../adapters/marketplaces/lazada/verify.ts';
import { GengfuError } from '../../../src/errors.ts';
import type { Push } from '../../../src/ports/marketplace.ts';
import { store } from './lazada-store.ts';

const app = { appKey: '123456', appSecret: 'helloworld' };
const now = Date.parse('2026-11-24T10:00:00Z');
const hour = 3_600_000;

function push(body: string | Uint8Array, headers: Record<string, string> = {}, at = now): Push {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return {
    method: 'POST',
    target: '/in/lazada/shop',
    headers: new Headers(headers),
    body: bytes,
    publicUrl: 'https://hooks.example.test',
    now: at,
  };
}
const signed = (body: string | Uint8Array, at = now): Push =>
  push(body, { authorization: signPush(app, Buffer.from(body)).toString('hex') }, at);
const bodyAt = (timestamp: number, more: object = {}): string =>
  JSON.stringify({ seller_id: '1', message_type: 0, data: { trade_order_id: '2' }, timestamp, ...more });

const refusal = (request: Push): string => {
  try {
    verify(request, store());
  } catch (error) {
    if (error instanceof GengfuError) return error.code;
    throw error;
  }
  return 'let in';
};

test('lets in what the app secret signed', () => {
  expect(refusal(signed(bodyAt(now)))).toBe('let in');
});

test('wants the header, the right key and the very bytes', () => {
  const body = bodyAt(now);
  const mac = signPush(app, Buffer.from(body)).toString('hex');
  expect(refusal(push(body))).toBe('bad_signature');
  expect(refusal(push(body, { authorization: mac.toUpperCase() }))).toBe('bad_signature');
  expect(refusal(push(body, { authorization: `Bearer ${mac}` }))).toBe('bad_signature');
  expect(refusal(push(body, { authorization: `${mac}00` }))).toBe('bad_signature');
  expect(refusal(push(` ${body}`, { authorization: mac }))).toBe('bad_signature');
  const other = signPush({ ...app, appSecret: 'helloworld2' }, Buffer.from(body)).toString('hex');
  expect(refusal(push(body, { authorization: other }))).toBe('bad_signature');
});

test('a store without an account takes no pushes', () => {
  const bare = { ...store(), settings: { sandbox: false } };
  expect(() => verify(signed(bodyAt(now)), bare)).toThrow(expect.objectContaining({ code: 'bad_signature' }));
});

test('refuses what is older than the last repetition, in seconds and milliseconds', () => {
  for (const unit of [1, 1_000]) {
    const at = (ms: number): string => bodyAt(Math.floor(ms / unit));
    expect(refusal(signed(at(now - 6.5 * hour)))).toBe('let in');
    expect(refusal(signed(at(now - 9 * hour)))).toBe('stale_timestamp');
    expect(refusal(signed(at(now + 5 * 60_000)))).toBe('let in');
    expect(refusal(signed(at(now + hour)))).toBe('stale_timestamp');
  }
});

test('a signed body without a time is taken, one that is no JSON is not', () => {
  expect(refusal(signed('{"message_type":0}'))).toBe('let in');
  expect(refusal(signed('[]'))).toBe('let in');
  expect(refusal(signed('hello'))).toBe('not_json');
});

describe('names', () => {
  const nameOf = (body: string): string => verify(signed(body), store()).externalId;

  test('a repetition, which bears a new time, the same', () => {
    expect(nameOf(bodyAt(now))).toBe(nameOf(bodyAt(now - 60_000)));
    expect(nameOf(bodyAt(now))).not.toBe(nameOf(bodyAt(now, { data: { trade_order_id: '3' } })));
  });

  test('what says nothing of its own time by the time of the push', () => {
    const status = { message_type: 13, data: { status: 'close' } };
    expect(nameOf(bodyAt(now, status))).not.toBe(nameOf(bodyAt(now - 60_000, status)));
  });

  test('ids apart that a double would make one', () => {
    const withId = (id: string): string =>
      `{"seller_id":"1","message_type":10,"data":{"reverse_order_id":${id}},"timestamp":${now}}`;
    expect(nameOf(withId('9260422901298363'))).not.toBe(nameOf(withId('9260422901298364')));
  });

  test('every recorded push by another name', () => {
    const folder = path.join(import.meta.dirname, '..', '..', 'fixtures', 'lazada');
    const bodies = readdirSync(folder)
      .filter((file) => file.startsWith('push-'))
      .map((file) => readFileSync(path.join(folder, file)));
    const at = 1_763_633_300_000;
    expect(new Set(bodies.map((body) => verify(signed(body, at), store()).externalId)).size).toBe(bodies.length);
  });
});

test('nothing that was not signed gets through, and nothing breaks it', () => {
  const header = fc.oneof(fc.stringMatching(/^[0-9a-f]{64}$/), fc.string({ unit: 'grapheme-ascii' }), fc.constant(''));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), header, (body, authorization) => {
      expect(['bad_signature']).toContain(refusal(push(body, { authorization: authorization.trim() })));
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (body) => {
      expect(['let in', 'not_json', 'stale_timestamp']).toContain(refusal(signed(body)));
    }),
    { numRuns: 500 },
  );
});
