import type { ApiCall, Route } from './gateway.ts';
import { orderView } from './orders.ts';
import { page } from './pages.ts';
import { Refusal } from './refusal.ts';
import { seconds } from './world.ts';

const mostIds = 50;

/** Orders and the shops of the account, facts/marketplaces §7. */
export const orderRoutes: Route[] = [
  { method: 'POST', path: '/order/202309/orders/search', handle: search },
  { method: 'GET', path: '/order/202309/orders', handle: detail },
  { method: 'GET', path: '/authorization/202309/shops', handle: shops, shopCipher: 'unexpected' },
];

function shops({ world: { shop } }: ApiCall): Record<string, unknown> {
  const { id, name, region, cipher, code } = shop;
  return { shops: [{ id, name, region, cipher, code, seller_type: 'LOCAL' }] };
}

/** Both ends of a range are seconds; the end is outside. */
export function within(body: Record<string, unknown>, name: 'create_time' | 'update_time', ms: number): boolean {
  const at = seconds(ms);
  const { [`${name}_ge`]: from, [`${name}_lt`]: to } = body;
  return (typeof from !== 'number' || at >= from) && (typeof to !== 'number' || at < to);
}

function search({ world, query, body }: ApiCall): Record<string, unknown> {
  const field = query.get('sort_field') === 'update_time' ? 'updatedAt' : 'createdAt';
  const sign = query.get('sort_order') === 'ASC' ? 1 : -1;
  const all = [...world.orders.values()]
    .filter(({ status }) => body.order_status === undefined || status === body.order_status)
    .filter(({ userId }) => body.buyer_user_id === undefined || userId === body.buyer_user_id)
    .filter((order) => body.is_buyer_request_cancel === undefined || order.cancelRequested === body.is_buyer_request_cancel)
    .filter(({ createdAt }) => within(body, 'create_time', createdAt))
    .filter(({ updatedAt }) => within(body, 'update_time', updatedAt))
    .sort((a, b) => sign * (a[field] - b[field] || (BigInt(a.id) < BigInt(b.id) ? -1 : 1)));
  const { items, next_page_token } = page(world, { list: 'orders', all, query, most: 100 });
  return { orders: items.map(orderView), next_page_token, total_count: all.length };
}

function detail({ world, query }: ApiCall): Record<string, unknown> {
  const ids = (query.get('ids') ?? '').split(',').filter(Boolean);
  if (ids.length === 0 || ids.length > mostIds)
    throw new Refusal(world.codes.badRequest, `Invalid ids. Between 1 and ${mostIds} are allowed.`, { status: 400 });
  const orders = ids.flatMap((id) => world.orders.get(id) ?? []);
  if (orders.length === 0) throw new Refusal(world.codes.noOrder, 'The order does not exist.');
  return { orders: orders.map(orderView) };
}
