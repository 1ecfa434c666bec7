import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Oracle } from '../../emulators/lazada-tiktok/oracle.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'fixtures', 'tiktok');
const recorded = readdirSync(folder);
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));

/** What the recorded answers answer. */
const calls: Record<string, string> = {
  'cancellations-search': 'POST /return_refund/202309/cancellations/search',
  conversations: 'GET /customer_service/202309/conversations',
  'message-send': 'POST /customer_service/202309/conversations/{id}/messages',
  messages: 'GET /customer_service/202309/conversations/{id}/messages',
  orders: 'GET /order/202309/orders',
  'orders-search': 'POST /order/202309/orders/search',
  'returns-search': 'POST /return_refund/202309/returns/search',
  shops: 'GET /authorization/202309/shops',
};

test.each(recorded.filter((file) => file.startsWith('push-')))('%s is a webhook as the facts show it', (file) => {
  const push = read(file) as { type: number };
  expect(file).toMatch(new RegExp(`^push-${push.type}-`));
  expect(new Oracle('tiktok').check('push', String(push.type), push)).toEqual([]);
});

test.each(Object.entries(calls))('%s is an answer as the facts show it', (name, call) => {
  expect(new Oracle('tiktok').check('answer', call, read(`${name}.json`))).toEqual([]);
});

test('nothing else is recorded but errors', () => {
  const rest = recorded.filter((file) => !file.startsWith('push-') && !(path.basename(file, '.json') in calls));
  expect(rest).toEqual(['error-access-token.json', 'error-throttled.json']);
});
