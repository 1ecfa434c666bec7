import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Oracle } from '../../emulators/lazada-tiktok/oracle.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'fixtures', 'lazada');
const recorded = readdirSync(folder);
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));

/** What the recorded answers answer. */
const calls: Record<string, string> = {
  'im-message-list': '/im/message/list',
  'im-message-send': '/im/message/send',
  'im-session-get': '/im/session/get',
  'im-session-list': '/im/session/list',
  order: '/order/get',
  'order-items': '/order/items/get',
  orders: '/orders/get',
  'reverse-order-detail': '/order/reverse/return/detail/list',
  'reverse-orders': '/reverse/getreverseordersforseller',
  'review-ids': '/review/seller/history/list',
  reviews: '/review/seller/list/v2',
  'seller-metrics': '/seller/metrics/get',
  'seller-performance': '/seller/performance/get',
};

test.each(recorded.filter((file) => file.startsWith('push-')))('%s is a push as the facts show it', (file) => {
  const push = read(file) as { message_type: number };
  expect(file).toMatch(new RegExp(`^push-${push.message_type}-`));
  expect(new Oracle('lazada').check('push', String(push.message_type), push)).toEqual([]);
});

test.each(Object.entries(calls))('%s is an answer as the facts show it', (name, call) => {
  expect(new Oracle('lazada').check('answer', call, read(`${name}.json`))).toEqual([]);
});

test('nothing else is recorded but errors', () => {
  const rest = recorded.filter((file) => !file.startsWith('push-') && !(path.basename(file, '.json') in calls));
  expect(rest).toEqual(['error-api-call-limit.json', 'error-illegal-access-token.json']);
});
