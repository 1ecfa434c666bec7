import * as z from 'zod';
import type { PolledEvent } from '../../../src/ports/marketplace.ts';
import type { ResourceHint } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { TiktokClient } from './client.ts';
import { listMessages } from './message-calls.ts';
import { polledMessage, polledOrder } from './polled.ts';
import { search } from './poll-lists.ts';
import { cancellations, returns } from './search-lists.ts';

/** Ids of hints about after-sales; orders and conversations go by TikTok's bare ids. */
export const returnHint = (id: string): string => `return ${id}`;
export const cancellationHint = (id: string): string => `cancellation ${id}`;

const ordersSchema = z.looseObject({ orders: z.array(z.looseObject({})).nullish() });

/** @throws MarketplaceError `gone` when there is no such thing */
export async function read(client: TiktokClient, hint: ResourceHint, store: StoreRecord): Promise<PolledEvent[]> {
  const { stream, id } = hint;
  if (id === undefined) return [];
  if (stream === 'messages') return newestMessages(client, store, id);
  if (stream === 'orders') return order(client, store, id);
  const [kind, named = ''] = id.split(' ', 2);
  if (stream === 'after_sales' && kind === 'return') return found(search(client, store, returns, { return_ids: [named] }));
  if (stream === 'after_sales' && kind === 'cancellation')
    return found(search(client, store, cancellations, { cancel_ids: [named] }));
  return [];
}

/** The newest page: what is older has been pushed or polled before. */
async function newestMessages(client: TiktokClient, store: StoreRecord, thread: string): Promise<PolledEvent[]> {
  const { entries } = await listMessages(client, store, thread);
  return entries.reverse().map((message) => polledMessage({ id: thread }, message));
}

async function order(client: TiktokClient, store: StoreRecord, ids: string): Promise<PolledEvent[]> {
  const call = { name: 'orders', method: 'GET', path: '/order/202309/orders', query: { ids } } as const;
  return (ordersSchema.parse(await client.call(store, call)).orders ?? []).map(polledOrder);
}

const found = async (searching: Promise<{ events: PolledEvent[] }>): Promise<PolledEvent[]> => (await searching).events;
