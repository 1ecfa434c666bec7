import type { ApiCall, Route } from './gateway.ts';
import { within } from './order-routes.ts';
import { page } from './pages.ts';
import { Refusal } from './refusal.ts';
import { decide, isPending, returnView } from './returns.ts';
import type { Return } from './world.ts';

const base = '/return_refund/202309';

/** Returns and cancellations, facts/marketplaces §7; pages of 10 to 50 and 1 to 50 (TikTok's references of the calls). */
export const returnRoutes: Route[] = [
  { method: 'POST', path: `${base}/returns/search`, handle: searchReturns },
  { method: 'POST', path: `${base}/cancellations/search`, handle: searchCancellations },
  { method: 'POST', path: `${base}/returns/{id}/approve`, handle: (call) => decided(call, 'return', 'agreed') },
  { method: 'POST', path: `${base}/returns/{id}/reject`, handle: (call) => decided(call, 'return', 'refused') },
  { method: 'POST', path: `${base}/cancellations/{id}/approve`, handle: (call) => decided(call, 'cancellation', 'agreed') },
  { method: 'POST', path: `${base}/cancellations/{id}/reject`, handle: (call) => decided(call, 'cancellation', 'refused') },
];

function found({ world, query, body }: ApiCall, kind: Return['kind'], prefix: 'return' | 'cancel'): Return[] {
  const among = (name: string, value: string) => !Array.isArray(body[name]) || body[name].includes(value);
  const field = query.get('sort_field') === 'update_time' ? 'updatedAt' : 'createdAt';
  const sign = query.get('sort_order') === 'DESC' ? -1 : 1;
  return [...world.returns.values()]
    .filter((returned) => returned.kind === kind)
    .filter(({ id, order, type, status }) => {
      return (
        among(`${prefix}_ids`, id) &&
        among('order_ids', order.id) &&
        among('buyer_user_ids', order.userId) &&
        among(`${prefix}_types`, type) &&
        among(`${prefix}_status`, status)
      );
    })
    .filter(({ createdAt }) => within(body, 'create_time', createdAt))
    .filter(({ updatedAt }) => within(body, 'update_time', updatedAt))
    .sort((a, b) => sign * (a[field] - b[field]));
}

function searchReturns(call: ApiCall): Record<string, unknown> {
  const all = found(call, 'return', 'return');
  const { items, next_page_token } = page(call.world, {
    list: 'returns',
    all,
    query: call.query,
    smallest: 10,
    most: 50,
    usual: 10,
  });
  return { return_orders: items.map(returnView), next_page_token, total_count: all.length };
}

function searchCancellations(call: ApiCall): Record<string, unknown> {
  const all = found(call, 'cancellation', 'cancel');
  const { items, next_page_token } = page(call.world, { list: 'cancellations', all, query: call.query, most: 50, usual: 10 });
  return { cancellations: items.map(returnView), next_page_token, total_count: all.length };
}

function decided({ world, ids, body }: ApiCall, kind: Return['kind'], decision: 'agreed' | 'refused'): Record<string, unknown> {
  const returned = world.returns.get(ids[0] ?? '');
  if (!returned || returned.kind !== kind) throw new Refusal(world.codes.noReturn, 'The request does not exist.');
  if (!isPending(returned)) throw new Refusal(world.codes.noReturn, 'The request is not pending.');
  if (decision === 'refused' && !body.reject_reason) throw new Refusal(world.codes.badRequest, 'reject_reason is required.');
  decide(world, returned, decision);
  return {};
}
