import type { ApiCall, Routes } from './gateway.ts';
import { gatewayRefusal } from './refusal.ts';
import { decide } from './reverses.ts';
import type { Decision } from './reverses.ts';
import { reverseLineView } from './views.ts';
import type { Reverse } from './world.ts';

/** Returns, refunds and cancellations, facts/marketplaces §6. Error numbers from the source's reference. */
export const reverseRoutes: Routes = {
  '/reverse/getreverseordersforseller': { methods: ['GET', 'POST'], required: ['page_size', 'page_no'], handle: list },
  '/order/reverse/return/detail/list': { methods: ['GET'], required: ['reverse_order_id'], handle: detail },
  '/order/reverse/return/update': {
    methods: ['GET', 'POST'],
    required: ['action', 'reverse_order_id', 'reverse_order_item_ids'],
    handle: update,
  },
  '/order/reverse/cancel/seller/decide': {
    methods: ['GET', 'POST'],
    required: ['reverse_order_id', 'agree_cancel'],
    handle: decideCancel,
  },
  '/order/reverse/onlyrefund/seller/decide': {
    methods: ['GET', 'POST'],
    required: ['action', 'reverse_order_id', 'reverse_order_item_ids'],
    handle: decideRefund,
  },
};

const refuse = (code: string, message: string) => gatewayRefusal(code, message, 'ISP');
const range = (params: Record<string, string>, name: string): [number, number] => [
  Number(params[`${name}Start`] ?? 0),
  Number(params[`${name}End`] ?? Infinity),
];
const inside = (at: number, [from, to]: [number, number]): boolean => at >= from && at <= to;

function list({ world, seller, params }: ApiCall): Record<string, unknown> {
  const size = Number(params.page_size);
  const page = Number(params.page_no);
  const wanted = params.reverse_status_list ? (JSON.parse(params.reverse_status_list) as string[]) : [];
  const types = params.request_type_list ? (JSON.parse(params.request_type_list) as string[]) : [];
  const found = [...world.reverses.values()]
    .filter(({ order }) => order.site === seller.site)
    .filter(({ id }) => !params.reverse_order_id || id === params.reverse_order_id)
    .filter(({ order }) => !params.trade_order_id || order.id === params.trade_order_id)
    .filter(({ status }) => wanted.length === 0 || wanted.includes(status))
    .filter(({ requestType }) => types.length === 0 || types.includes(requestType))
    .filter(({ createdAt }) => inside(createdAt, range(params, 'ReverseOrderLineTimeRange')))
    .filter(({ updatedAt }) => inside(updatedAt, range(params, 'ReverseOrderLineModifiedTimeRange')))
    .sort((a, b) => b.createdAt - a.createdAt);
  const items = found.slice((page - 1) * size, page * size).map((reverse) => ({
    ...head(reverse),
    reverse_order_lines: [
      {
        ...reverseLineView(reverse),
        buyer: { buyer_id: BigInt(reverse.order.buyer.id) },
        product: { product_id: BigInt(reverse.line.productId), product_sku: reverse.line.sku },
      },
    ],
  }));
  return { code: '0', result: { success: true, page_no: page, page_size: size, total: found.length, items } };
}

function head(reverse: Reverse): Record<string, unknown> {
  return {
    reverse_order_id: BigInt(reverse.id),
    trade_order_id: BigInt(reverse.order.id),
    request_type: reverse.requestType,
    is_rtm: reverse.requestType === 'RETURN',
    shipping_type: reverse.requestType === 'RETURN' ? 'PICK_UP' : '',
  };
}

function called({ world, seller, params }: ApiCall, missing: [string, string]): Reverse {
  const reverse = world.reverses.get(params.reverse_order_id ?? '');
  if (!reverse || reverse.order.site !== seller.site) throw refuse(...missing);
  return reverse;
}

function detail(call: ApiCall): Record<string, unknown> {
  const reverse = called(call, ['106', 'E0106: ROC internal error']);
  const line = {
    ...reverseLineView(reverse),
    buyer: { user_id: BigInt(reverse.order.buyer.id) },
    productDTO: { product_id: BigInt(reverse.line.productId), sku: reverse.line.sku },
  };
  return { code: '0', data: { ...head(reverse), reverseOrderLineDTOList: [line] } };
}

const actions: Record<string, Decision> = {
  instantRefund: 'agreed',
  agreeReturn: 'agreed',
  agreeRefund: 'agreed',
  confirmDelivery: 'agreed',
  refuseReturn: 'refused',
  refuseRefund: 'refused',
};

function update(call: ApiCall): Record<string, unknown> {
  const { world, params } = call;
  const reverse = called(call, ['112', 'E0112: no reverse order found']);
  const decision = actions[params.action ?? ''];
  if (!decision) throw refuse('107', 'E0107: invalid action');
  if (reverse.requestType !== 'RETURN') throw refuse('114', 'E0114: this reverse does not support this action');
  if (!params.reverse_order_item_ids?.includes(reverse.lineId)) throw refuse('126', 'E0126: invalid reverse order lines');
  if (decision === 'refused' && !params.reason_id)
    throw refuse('108', "E0108: reason can't be empty if you want to refuse return or refund");
  if (decision === 'refused' && !params.comment)
    throw refuse('109', "E0109: comment can't be empty if you want to refuse return or refund");
  decide(world, reverse, decision);
  return { code: '0', data: { reverse_order_id: BigInt(reverse.id) } };
}

function decideCancel(call: ApiCall): Record<string, unknown> {
  const reverse = called(call, ['105', 'E0105: reverse order id is empty or invalid']);
  if (reverse.requestType !== 'CANCEL' || reverse.status !== 'REQUEST_INITIATE')
    throw refuse('131', 'E0131: no decision for this reverse order');
  decide(call.world, reverse, call.params.agree_cancel === 'true' ? 'agreed' : 'refused');
  return { code: '0', data: null };
}

function decideRefund(call: ApiCall): Record<string, unknown> {
  const { world, params } = call;
  const reverse = called(call, ['112', 'E0112: no reverse order found']);
  if (reverse.requestType !== 'ONLY_REFUND' || reverse.status !== 'REQUEST_INITIATE')
    throw refuse('114', 'E0114: this reverse does not support this action');
  if (params.action !== 'agreeRefund' && params.action !== 'startDispute') throw refuse('107', 'E0107: invalid action');
  if (params.action === 'startDispute' && !params.comment) throw refuse('109', "E0109: comment can't be empty if startDispute");
  if (params.action === 'startDispute' && !params.image_info_list)
    throw refuse('110', "E0110: image can't be empty if startDispute");
  decide(world, reverse, params.action === 'agreeRefund' ? 'agreed' : 'refused');
  return { code: '0', data: null };
}
