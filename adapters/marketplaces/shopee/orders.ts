import * as z from 'zod';
import type { PolledEvent } from '../../../src/ports/marketplace.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { inTurns } from './in-turns.ts';
import { id } from './wire.ts';

const listed = z.looseObject({ order_sn: id, order_status: z.string(), update_time: z.number() });
const detailAnswer = z.object({ response: z.object({ order_list: z.array(listed) }) });
const trackingAnswer = z.object({ response: z.object({ tracking_number: z.string().nullish() }) });

/** What is not named here is missing from the answer (facts/marketplaces §5.4). */
const fields = [
  'buyer_user_id',
  'buyer_username',
  'recipient_address',
  'item_list',
  'total_amount',
  'package_list',
  'shipping_carrier',
].join(',');

/** Orders in one call at most. */
export const mostOrders = 50;
/** Under way: only then does a number tell anybody anything. */
const underWay = ['PROCESSED', 'SHIPPED', 'TO_CONFIRM_RECEIVE'];

/** Orders as they stand, with the number of their parcel, which is a call of its own. @param orderSns up to `mostOrders` */
export async function readOrders(
  ask: Ask,
  store: StoreRecord,
  orderSns: readonly string[],
  signal: AbortSignal,
): Promise<PolledEvent[]> {
  if (orderSns.length === 0) return [];
  const query = { order_sn_list: orderSns.join(','), response_optional_fields: fields, request_order_status_pending: true };
  const { response } = await ask(store, { name: 'order.get_order_detail', query }, detailAnswer);
  return inTurns(response.order_list, signal, async (order) => {
    const tracking = underWay.includes(order.order_status) ? await trackingOf(ask, store, order.order_sn) : undefined;
    return {
      externalId: ['order', order.order_sn, order.update_time, tracking].filter((part) => part !== undefined).join(' '),
      body: JSON.stringify({ polled: 'order', order, tracking }),
    };
  });
}

/** Undefined where there is none yet; an order must not be held up by it. */
async function trackingOf(ask: Ask, store: StoreRecord, orderSn: string): Promise<string | undefined> {
  try {
    const query = { order_sn: orderSn };
    const { response } = await ask(store, { name: 'logistics.get_tracking_number', query }, trackingAnswer);
    return response.tracking_number || undefined;
  } catch (error) {
    if (error instanceof MarketplaceError && ['invalid', 'gone', 'forbidden'].includes(error.fault)) return undefined;
    throw error;
  }
}
