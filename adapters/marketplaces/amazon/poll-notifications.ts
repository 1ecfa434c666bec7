import type { PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { QueueAccount } from './api-config.ts';
import { readEnvelope } from './notification.ts';
import { polledEvent } from './polled.ts';
import type { QueueClient } from './queue-client.ts';

/**
 * What lies in the store's queue. A message is deleted once it is on disk; one that comes twice, because that failed or
 * because the queue does so now and then, has the same NotificationId (facts/marketplaces §3.5).
 */
export async function pollNotifications(
  queues: QueueClient,
  queue: QueueAccount,
  request: PollRequest,
  store: StoreRecord,
): Promise<PollPage> {
  const messages = await queues.receive(store, queue, request.signal);
  const events = messages.map(({ id, body }) =>
    // One that cannot be read keeps the queue's own id and is parked where people see it.
    polledEvent(`notification ${readEnvelope(body)?.id ?? `sqs ${id}`}`, { type: 'notification', text: body }),
  );
  return {
    events,
    cursor: 'queue',
    more: messages.length > 0,
    ...(messages.length > 0 && { acknowledge: () => queues.remove(store, queue, messages) }),
  };
}
