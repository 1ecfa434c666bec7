import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { PollPage, PollRequest, PollStream } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { SpApi } from './api-client.ts';
import { hasQueue } from './api-config.ts';
import { pollNotifications } from './poll-notifications.ts';
import { pollOrders } from './poll-orders.ts';
import { pollReport } from './poll-report.ts';
import { pollStock } from './poll-stock.ts';
import type { QueueClient } from './queue-client.ts';
import { reportStreams } from './report-streams.ts';

const minuteMs = 60_000;

/** Reports are looked at this often; how often one is written is in report-streams.ts. */
export const streams: readonly PollStream[] = [
  { name: 'notifications', everyMs: 15_000, offered: hasQueue },
  // 0.0056 calls a second are twenty an hour (facts/marketplaces §3.6): four rounds leave room for pages and re-syncs.
  { name: 'orders', everyMs: 15 * minuteMs },
  { name: 'performance', everyMs: 10 * minuteMs },
  { name: 'after_sales', everyMs: 10 * minuteMs },
  { name: 'reviews', everyMs: 10 * minuteMs },
  { name: 'stock', everyMs: 30 * minuteMs },
];

/** One page of a stream. @throws MarketplaceError */
export async function pollPage(api: SpApi, queues: QueueClient, request: PollRequest, store: StoreRecord): Promise<PollPage> {
  const { queue } = api.accountOf(store);
  if (request.stream === 'orders') return pollOrders(api, request, store);
  if (request.stream === 'stock') return pollStock(api, request, store);
  if (request.stream === 'notifications' && queue) return pollNotifications(queues, queue, request, store);
  const report = reportStreams[request.stream];
  if (report) return pollReport(api, report, request, store);
  throw new MarketplaceError('invalid', `Amazon has no stream of ${request.stream} here`);
}
