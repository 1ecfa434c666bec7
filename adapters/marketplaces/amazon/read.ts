import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { PolledEvent } from '../../../src/ports/marketplace.ts';
import type { ResourceHint } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { SpApi } from './api-client.ts';
import { includedData, orderEvent } from './poll-orders.ts';

const answerSchema = z.object({ order: z.unknown() });

/** Reads what a notification was about. Only orders are hinted at by id. */
export async function readHinted(api: SpApi, hint: ResourceHint, store: StoreRecord): Promise<PolledEvent[]> {
  if (hint.stream !== 'orders' || hint.id === undefined) return [];
  return [orderEvent(await getOrder(api, hint.id, store))];
}

/** @throws MarketplaceError gone when there is no such order */
export async function getOrder(api: SpApi, orderId: string, store: StoreRecord): Promise<unknown> {
  const { json } = await api.call(store, {
    name: 'getOrder',
    method: 'GET',
    path: `/orders/2026-01-01/orders/${encodeURIComponent(orderId)}`,
    query: { includedData },
  });
  const answer = answerSchema.safeParse(json);
  if (!answer.success) throw new MarketplaceError('invalid', 'getOrder answered without an order');
  return answer.data.order;
}
