import { toMs } from '../lazada-tiktok/instants.ts';
import type { Instant } from '../lazada-tiktok/instants.ts';
import { pushOrder, pushReturn } from './push-bodies.ts';
import { newId, seconds } from './world.ts';
import type { Return, World } from './world.ts';

export interface OpenedReturn {
  order: string;
  /** Default RETURN_AND_REFUND. */
  type?: 'RETURN_AND_REFUND' | 'REFUND' | 'REPLACEMENT' | 'CANCEL';
  reason?: string;
  /** Default two days. */
  decideBy?: Instant;
  at?: Instant;
}

/** The buyer asks; a cancellation shows on the order as well. */
export function openReturn(world: World, opened: OpenedReturn): Return {
  const order = world.orders.get(opened.order);
  if (!order) throw new Error(`no order ${opened.order}`);
  const at = toMs(opened.at, world.now());
  const cancels = opened.type === 'CANCEL';
  const replaces = opened.type === 'REPLACEMENT';
  const returned: Return = {
    id: newId(world),
    kind: cancels ? 'cancellation' : 'return',
    order,
    type: cancels ? 'BUYER_CANCEL' : (opened.type ?? 'RETURN_AND_REFUND'),
    status: cancels
      ? 'CANCELLATION_REQUEST_PENDING'
      : replaces
        ? 'REPLACEMENT_REQUEST_PENDING'
        : 'RETURN_OR_REFUND_REQUEST_PENDING',
    reason: opened.reason ?? 'Item was damaged',
    role: 'BUYER',
    decideBy: toMs(opened.decideBy, at + 2 * 24 * 3_600_000),
    createdAt: at,
    updatedAt: at,
  };
  world.returns.set(returned.id, returned);
  if (cancels) {
    order.cancelRequested = true;
    order.updatedAt = at;
  }
  pushReturn(world, returned);
  return returned;
}

export type Decision = 'agreed' | 'refused';

export const isPending = ({ status }: Return): boolean => status.endsWith('_PENDING');

export function decide(world: World, returned: Return, decision: Decision): void {
  returned.status = decided(returned, decision);
  returned.updatedAt = world.now();
  const { order } = returned;
  if (returned.kind === 'cancellation') order.cancelRequested = false;
  pushReturn(world, returned);
  if (returned.kind !== 'cancellation' || decision === 'refused') return;
  order.status = 'CANCELLED';
  order.updatedAt = world.now();
  pushOrder(world, order);
}

function decided({ kind, type }: Return, decision: Decision): string {
  if (kind === 'cancellation') return decision === 'agreed' ? 'CANCELLATION_REQUEST_SUCCESS' : 'CANCELLATION_REQUEST_CANCEL';
  if (type === 'REPLACEMENT') return decision === 'agreed' ? 'REPLACEMENT_REQUEST_COMPLETE' : 'REPLACEMENT_REQUEST_REJECT';
  if (decision === 'refused') return 'REFUND_OR_RETURN_REQUEST_REJECT';
  return type === 'REFUND' ? 'RETURN_OR_REFUND_REQUEST_SUCCESS' : 'AWAITING_BUYER_SHIP';
}

export function returnView(returned: Return): Record<string, unknown> {
  const { order } = returned;
  const total = order.lines.reduce((sum, { price }) => sum + price, 0).toFixed(2);
  const refund_amount = { currency: order.currency, refund_total: total, refund_subtotal: total };
  const shared = {
    order_id: order.id,
    role: returned.role,
    create_time: seconds(returned.createdAt),
    update_time: seconds(returned.updatedAt),
    refund_amount,
  };
  if (returned.kind === 'cancellation')
    return {
      ...shared,
      cancel_id: returned.id,
      cancel_type: returned.type,
      cancel_status: returned.status,
      cancel_reason_text: returned.reason,
    };
  return {
    ...shared,
    return_id: returned.id,
    return_type: returned.type,
    return_status: returned.status,
    return_reason_text: returned.reason,
    seller_next_action_response: isPending(returned)
      ? [{ action: 'SELLER_RESPOND_RETURN', deadline: seconds(returned.decideBy) }]
      : [],
  };
}
