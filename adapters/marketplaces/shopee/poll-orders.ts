import * as z from 'zod';
import type { PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { mostOrders, readOrders } from './orders.ts';
import { inSeconds, leavePage, openWindow } from './time-window.ts';
import { id } from './wire.ts';

const listAnswer = z.object({
  response: z.object({
    order_list: z.array(z.object({ order_sn: id })).nullish(),
    more: z.boolean().nullish(),
    next_cursor: z.string().nullish(),
  }),
});

const lookBackMs = 7 * 86_400_000;

/** Orders that changed, by spans of time (facts/marketplaces §5.4). */
export async function pollOrders(ask: Ask, request: PollRequest, store: StoreRecord): Promise<PollPage> {
  const window = openWindow(request, lookBackMs);
  const { from, to } = inSeconds(window);
  const query = {
    time_range_field: 'update_time',
    time_from: from,
    time_to: to,
    page_size: mostOrders,
    cursor: window.page,
    request_order_status_pending: true,
  };
  const { response } = await ask(store, { name: 'order.get_order_list', query }, listAnswer);
  const orderSns = (response.order_list ?? []).map(({ order_sn }) => order_sn);
  const events = await readOrders(ask, store, orderSns, request.signal);
  return { events, ...leavePage(window, response.more ? response.next_cursor || undefined : undefined) };
}
