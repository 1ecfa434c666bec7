import type { Fields, Routes } from './call.ts';
import { carrier, logisticsStatus, orderView, packageNumber, statusFor } from './order-view.ts';
import { checkWindow, pageOf } from './paging.ts';
import { Refusal, wrongParameters } from './refusal.ts';
import { seconds } from './world.ts';
import type { Order, World } from './world.ts';

const shop = { scope: 'shop', method: 'GET' } as const;

/** Orders and their parcels, facts/marketplaces §5.4. */
export const orderRoutes: Routes = {
  'order.get_order_list': {
    ...shop,
    async answer(world, fields) {
      const { time_range_field, time_from, time_to, order_status, response_optional_fields } = fields;
      checkWindow(time_from, time_to, 'order.order_list_invalid_time');
      const timeOf = (order: Order): number => seconds(time_range_field === 'create_time' ? order.createdAt : order.updatedAt);
      const inside = [...world.orders.values()]
        .filter((order) => timeOf(order) >= Number(time_from) && timeOf(order) <= Number(time_to))
        .filter((order) => order_status === undefined || statusFor(order, fields) === order_status)
        .sort((a, b) => timeOf(b) - timeOf(a));
      const { page, ...rest } = pageOf(inside, fields.cursor, fields.page_size);
      const withStatus = response_optional_fields === 'order_status';
      const order_list = page.map((order) => ({
        order_sn: order.id,
        ...(withStatus ? { order_status: statusFor(order, fields) } : {}),
      }));
      return { response: { ...rest, order_list } };
    },
  },
  'order.get_order_detail': {
    ...shop,
    async answer(world, fields) {
      const wanted = String(fields.order_sn_list).split(',');
      if (wanted.length > 50) throw wrongParameters('order_sn_list is limited to 50');
      const known = wanted.flatMap((sn) => world.orders.get(sn) ?? []);
      if (known.length === 0) throw new Refusal('error_not_found', 'The orders do not exist.');
      return { response: { order_list: known.map((order) => orderView(world, order, fields)) } };
    },
  },
  'logistics.get_tracking_number': {
    ...shop,
    async answer(world, fields) {
      const order = orderOf(world, fields);
      return { response: { tracking_number: order.tracking, hint: '' } };
    },
  },
  'logistics.get_tracking_info': {
    ...shop,
    async answer(world, fields) {
      const order = orderOf(world, fields);
      const status = logisticsStatus(order);
      const passed = order.tracking
        ? [{ update_time: seconds(order.updatedAt), description: `Handled by ${carrier}`, logistics_status: status }]
        : [];
      return {
        response: { order_sn: order.id, package_number: packageNumber(order), logistics_status: status, tracking_info: passed },
      };
    },
  },
};

function orderOf(world: World, fields: Fields): Order {
  const order = world.orders.get(String(fields.order_sn));
  if (!order) throw new Refusal('logistics.invalid_error', 'The order does not exist.');
  return order;
}
