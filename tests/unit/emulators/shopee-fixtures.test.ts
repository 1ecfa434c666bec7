import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromJson } from '../../emulators/shopee/json.ts';
import { routes } from '../../emulators/shopee/routes.ts';
import { checkPush, checkReply, modelled } from '../../oracles/shopee/check.ts';

/** Samples that are replayed elsewhere, against the models. */

const folder = new URL('../../fixtures/shopee/', import.meta.url);
const samples = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
const read = (name: string) => fromJson(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Record<string, unknown>;

test.each(samples)('%s keeps to its model', (name) => {
  const sample = read(name);
  if (name.startsWith('push-')) return expect(checkPush(sample as { code: number })).toBeUndefined();
  const { error, message, request_id, ...rest } = sample;
  expect([error, message, request_id]).toEqual(['', '', expect.stringMatching(/^[0-9a-f]{32}$/)]);
  expect(checkReply(name, rest)).toBeUndefined();
});

test('every push code has a sample, and every call a model', () => {
  const codes = samples.filter((name) => name.startsWith('push-')).map((name) => Number(read(name).code));
  expect([...new Set(codes)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 10, 12, 29]);
  expect(modelled().sort()).toEqual(Object.keys(routes).sort());
});

test('a model finds what is wrong', () => {
  const message = read('push-message') as { code: number; data: { content: Record<string, unknown> } };
  expect(checkPush({ ...message, code: 99 })).toBe('there is no model of 99');
  message.data.content.conversation_id = 947_298_379_284;
  expect(checkPush(message)).toContain('data/content/conversation_id must be string');
  expect(checkReply('sellerchat.send_message', { response: {} })).toContain("must have required property 'message_id'");
});
