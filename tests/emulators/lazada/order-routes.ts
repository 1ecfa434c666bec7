import type { ApiCall, Routes } from './gateway.ts';
import { gatewayRefusal } from './refusal.ts';
import { orderItemView, orderView } from './views.ts';
import type { Order } from './world.ts';

/** Orders, facts/marketplaces §6. The numbers of the errors are those of the source's order reference. */
export const orderRoutes: Routes = {
  '/orders/get': { methods: ['GET'], handle: listOrders },
  '/order/get': {
    methods: ['GET'],
    required: ['order_id'],
    handle: (call) => ({ code: '0', data: orderView(calledOrder(call)) }),
  },
  '/order/items/get': {
    methods: ['GET'],
    required: ['order_id'],
    handle: (call) => {
      const order = calledOrder(call);
      return { code: '0', data: order.lines.map((line) => orderItemView(order, line)) };
    },
  },
};

const refuse = (code: string, message: string) => gatewayRefusal(code, message, 'ISP');
const statuses =
  /^(unpaid|pending|packed|canceled|ready_to_ship|delivered|returned|shipped|failed|topack|toship|lost|lost_by_3pl|damaged_by_3pl)$/;

function calledOrder({ world, seller, params }: ApiCall): Order {
  const order = world.orders.get(params.order_id ?? '');
  if (!order || order.site !== seller.site) throw refuse('16', `E016: "${params.order_id ?? ''}" Invalid Order ID`);
  return order;
}

function listOrders({ world, seller, params }: ApiCall): Record<string, unknown> {
  if (!params.created_after && !params.update_after)
    throw gatewayRefusal('MissingParameter', 'The input parameter "created_after" or "update_after" is mandatory');
  const limit = whole(params.limit ?? '100');
  const offset = whole(params.offset ?? '0');
  if (!(limit >= 1 && limit <= 100)) throw refuse('19', `E019: "${params.limit ?? ''}" Invalid Limit`);
  if (!(offset >= 0)) throw refuse('14', `E014: "${params.offset ?? ''}" Invalid Offset`);
  if (params.status && !statuses.test(params.status)) throw refuse('36', 'E036: Invalid status filter');
  if (params.sort_by && !/^(created|updated)_at$/.test(params.sort_by)) throw refuse('75', 'E075: Invalid sort filter.');
  if (params.sort_direction && !/^(ASC|DESC)$/.test(params.sort_direction)) throw refuse('74', 'E074: Invalid sort direction.');
  const within = {
    createdAt: { after: instant(params.created_after) ?? 0, before: instant(params.created_before) ?? Infinity },
    updatedAt: { after: instant(params.update_after) ?? 0, before: instant(params.update_before) ?? Infinity },
  };
  const field = params.sort_by === 'updated_at' ? 'updatedAt' : 'createdAt';
  const found = [...world.orders.values()]
    .filter((order) => order.site === seller.site)
    .filter((order) => !params.status || order.lines.some(({ status }) => status === params.status))
    .filter((order) =>
      (['createdAt', 'updatedAt'] as const).every(
        (name) => order[name] >= within[name].after && order[name] <= within[name].before,
      ),
    )
    .sort((a, b) => (params.sort_direction === 'ASC' ? a[field] - b[field] : b[field] - a[field]));
  const shown = found.slice(offset, offset + limit);
  return { code: '0', data: { count: shown.length, countTotal: found.length, orders: shown.map(orderView) } };
}

const whole = (value: string): number => (/^\d+$/.test(value) ? Number(value) : NaN);

function instant(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:?\d{2}|Z)$/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(at)) throw refuse('17', `E017: "${value}" Invalid Date Format`);
  return at;
}
