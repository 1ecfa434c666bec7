import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { challengeResponse } from '../../emulators/ebay/signing.ts';
import { topicIds } from '../../emulators/ebay/topics.ts';
import { faults } from '../../oracles/ebay/check.ts';
import { verifies } from './ebay-client.ts';

const tests = path.join(import.meta.dirname, '..', '..');
const read = (...parts: string[]): unknown => JSON.parse(readFileSync(path.join(tests, ...parts), 'utf8'));

interface Case {
  signature: string;
  message: unknown;
  response: { key: string } | null;
}
const cases = read('oracles', 'ebay', 'signature-cases.json') as Record<string, Case>;

describe('the official signature cases', () => {
  test.each([
    ['VALID', true],
    ['INVALID', false],
    ['SIGNATURE_MISMATCH', false],
  ])('%s verifies: %s', (name, expected) => {
    const { signature, message, response } = cases[name] ?? { signature: '', message: {}, response: null };
    // The signature is over compact JSON (facts/marketplaces §15).
    expect(verifies(JSON.stringify(message), signature, response?.key ?? '')).toBe(expected);
  });

  test('VALID is a push of 434 bytes as we describe one, with the header as we describe it', () => {
    const { message, signature, response } = cases.VALID ?? { message: {}, signature: '', response: null };
    expect(Buffer.byteLength(JSON.stringify(message))).toBe(434);
    expect(faults('notification/push', message)).toEqual([]);
    expect(faults('notification/signature', JSON.parse(Buffer.from(signature, 'base64').toString()))).toEqual([]);
    expect(faults('notification/publicKey', response)).toEqual([]);
  });

  test('ERROR has no key to verify with', () => {
    expect(cases.ERROR?.response).toBeNull();
  });
});

test('a challenge is answered as computed elsewhere', () => {
  const code = '71745723-d031-455c-bfa5-f90d11b4f20a';
  const token = 'a-verification-token-of-at-least-32-chars';
  expect(challengeResponse(code, token, 'https://hooks.example.test/ebay')).toBe(
    'b2f8c141444480c9dd6f8ce9267f1421aa4ea3575046134fef2b3823c09e8ec4',
  );
});

describe('recorded payloads', () => {
  const polled: Record<string, string> = {
    cases: 'post-order/cases',
    conversation: 'message/messages',
    conversations: 'message/conversations',
    conversations_from_ebay: 'message/conversations',
    customer_service_metric: 'analytics/serviceMetric',
    feedback: 'feedback/entries',
    inquiries: 'post-order/inquiries',
    order: 'order/order',
    orders: 'order/orders',
    returns: 'post-order/returns',
    seller_standards_profile: 'analytics/profile',
    send_message: 'message/sent',
    shipping_fulfillments: 'order/fulfillments',
  };
  const shapes = { ...polled, ...Object.fromEntries(topicIds.map((topic) => [topic.toLowerCase(), 'notification/push'])) };

  test('exist for every topic and every poll, and none besides', () => {
    const files = readdirSync(path.join(tests, 'fixtures', 'ebay'));
    expect(files.sort()).toEqual(
      Object.keys(shapes)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });

  test.each(Object.entries(shapes))('%s is as described', (name, shape) => {
    expect(faults(shape, read('fixtures', 'ebay', `${name}.json`))).toEqual([]);
  });

  test('a push names the topic of its file', () => {
    for (const topic of topicIds)
      expect(read('fixtures', 'ebay', `${topic.toLowerCase()}.json`)).toMatchObject({ metadata: { topic } });
  });
});

test('a description refuses what it should', () => {
  const sent = read('fixtures', 'ebay', 'send_message.json') as Record<string, unknown>;
  expect(faults('message/sent', { ...sent, senderUsername: 'acme_store' })).not.toEqual([]);
  expect(faults('message/sendRequest', { messageText: 'to nobody' })).not.toEqual([]);
  expect(faults('message/sendRequest', { conversationId: 'c', messageText: 'x'.repeat(2_001) })).not.toEqual([]);
});
