import type { Fields } from './call.ts';
import { bare } from './json.ts';
import { currencyOf } from './order-view.ts';
import { found, seconds } from './world.ts';
import type { Return, World } from './world.ts';

/** A return as the list shows it; `due_date` and `return_seller_due_date` are the deadlines (facts/marketplaces §5.4). */
export function returnView(world: World, entry: Return): Fields {
  const order = found(world.orders, entry.order, 'order');
  return {
    return_sn: entry.id,
    order_sn: entry.order,
    status: entry.status,
    reason: entry.reason,
    text_reason: entry.text,
    image: [],
    refund_amount: entry.amount,
    amount_before_discount: entry.amount,
    currency: currencyOf(order.country),
    create_time: seconds(entry.createdAt),
    update_time: seconds(entry.updatedAt),
    due_date: seconds(entry.dueAt),
    return_ship_due_date: seconds(entry.dueAt),
    return_seller_due_date: seconds(entry.sellerDueAt),
    negotiation_status: entry.status === 'REQUESTED' ? 'PENDING_RESPOND' : 'TERMINATED',
    seller_proof_status: entry.status === 'SELLER_DISPUTE' ? 'PENDING' : 'NOT_NEEDED',
    needs_logistics: true,
    item: order.items.map(({ id, title, sku, quantity, price }) => ({
      item_id: bare(id),
      model_id: 0,
      name: title,
      item_sku: sku,
      amount: quantity,
      item_price: price,
    })),
    user: { username: found(world.buyers, order.buyer, 'buyer').name, email: '********@shopee.com', portrait: '' },
  };
}
