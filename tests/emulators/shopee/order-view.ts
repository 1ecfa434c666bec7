import type { Fields } from './call.ts';
import { bare, textOf } from './json.ts';
import { found, seconds } from './world.ts';
import type { Order, World } from './world.ts';

const currencies: Record<string, string> = {
  MY: 'MYR',
  SG: 'SGD',
  TH: 'THB',
  VN: 'VND',
  PH: 'PHP',
  ID: 'IDR',
  TW: 'TWD',
  BR: 'BRL',
};

export const currencyOf = (country: string): string => currencies[country] ?? 'USD';

/** Orders under review are PENDING only for callers that ask for it (facts/marketplaces §5.4); before, they were to ship. */
export const statusFor = (order: Order, fields: Fields): string =>
  order.status === 'PENDING' && textOf(fields.request_order_status_pending) !== 'true' ? 'READY_TO_SHIP' : order.status;

const logistics: Record<string, string> = {
  READY_TO_SHIP: 'LOGISTICS_READY',
  PROCESSED: 'LOGISTICS_REQUEST_CREATED',
  SHIPPED: 'LOGISTICS_PICKUP_DONE',
  COMPLETED: 'LOGISTICS_DELIVERY_DONE',
  CANCELLED: 'LOGISTICS_REQUEST_CANCELED',
};

export const logisticsStatus = (order: Order): string => logistics[order.status] ?? 'LOGISTICS_NOT_START';

export const packageNumber = (order: Order): string => `OFG${order.id}`;

export const carrier = 'SPX';

/** What always comes (§5.5), and what must be named in `response_optional_fields` or is missing (§5.4). */
export function orderView(world: World, order: Order, fields: Fields): Fields {
  const named = new Set(textOf(fields.response_optional_fields).split(','));
  const optional = Object.entries(optionalFields(world, order)).filter(([name]) => named.has(name));
  return {
    order_sn: order.id,
    region: order.country,
    currency: currencyOf(order.country),
    cod: false,
    order_status: statusFor(order, fields),
    message_to_seller: '',
    create_time: seconds(order.createdAt),
    update_time: seconds(order.updatedAt),
    days_to_ship: Math.max(0, Math.round((order.shipBy - order.createdAt) / 86_400_000)),
    ship_by_date: seconds(order.shipBy),
    ...Object.fromEntries(optional),
  };
}

function optionalFields(world: World, order: Order): Fields {
  return {
    buyer_user_id: bare(order.buyer),
    buyer_username: found(world.buyers, order.buyer, 'buyer').name,
    // What says who the buyer is comes masked (§5.4).
    recipient_address: {
      name: '****',
      phone: '****',
      region: order.country,
      state: 'Selangor',
      city: '',
      zipcode: '4****',
      full_address: '****',
    },
    item_list: order.items.map((item) => ({
      item_id: bare(item.id),
      item_name: item.title,
      item_sku: item.sku,
      model_id: 0,
      model_name: '',
      model_sku: item.sku,
      model_quantity_purchased: item.quantity,
      model_original_price: item.price,
      model_discounted_price: item.price,
      order_item_id: bare(item.id),
    })),
    total_amount: order.total,
    package_list: [{ package_number: packageNumber(order), logistics_status: logisticsStatus(order), shipping_carrier: carrier }],
    pay_time: order.status === 'UNPAID' ? null : seconds(order.createdAt),
    shipping_carrier: carrier,
    payment_method: 'ShopeePay',
    note: '',
    cancel_reason: '',
    cancel_by: '',
    buyer_cancel_reason: '',
  };
}
