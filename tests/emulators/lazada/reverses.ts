import { toMs } from '../lazada-tiktok/instants.ts';
import type { Instant } from '../lazada-tiktok/instants.ts';
import { pushOrderLine, pushReverse } from './push-bodies.ts';
import { newNumericId } from './world.ts';
import type { Reverse, World } from './world.ts';

export interface OpenedReturn {
  order: string;
  /** Default RETURN. */
  type?: Reverse['requestType'];
  reason?: string;
  /** Default two days. */
  decideBy?: Instant;
  at?: Instant;
}

/** What the first push of a reverse order says; the list shows REQUEST_INITIATE (the source's return and push references). */
const initial = { CANCEL: 'CANCEL_INIT', RETURN: 'RTM_INIT', ONLY_REFUND: 'REFUND_INIT' } as const;

export type Decision = 'agreed' | 'refused';

/** How a decision shows in the list and in the push; a refused cancellation is not among the pushed states. */
const decided = {
  CANCEL: { agreed: ['CANCEL_SUCCESS', 'CANCEL_SUCCESS'], refused: ['REQUEST_REJECT', null] },
  RETURN: { agreed: ['REQUEST_COMPLETE', 'RTM_RECEIVE_ITEM'], refused: ['REQUEST_REJECT', 'RTM_CANCELED'] },
  ONLY_REFUND: { agreed: ['REFUND_SUCCESS', 'REFUND_SUCCESS'], refused: ['REQUEST_REJECT', 'REFUND_REJECTED'] },
} as const;

/** The buyer asks for one line of the order. */
export function openReverse(world: World, opened: OpenedReturn): Reverse {
  const order = world.orders.get(opened.order);
  const line = order?.lines[0];
  if (!order || !line) throw new Error(`no order ${opened.order}`);
  const at = toMs(opened.at, world.now());
  const requestType = opened.type ?? 'RETURN';
  const reverse: Reverse = {
    id: newNumericId(world),
    lineId: newNumericId(world),
    order,
    line,
    requestType,
    status: 'REQUEST_INITIATE',
    reason: opened.reason ?? 'Item does not match description or pictures',
    tracking: '',
    decideBy: toMs(opened.decideBy, at + 2 * 24 * 3_600_000),
    createdAt: at,
    updatedAt: at,
  };
  world.reverses.set(reverse.id, reverse);
  line.returnStatus = reverse.status;
  line.reason = reverse.reason;
  if (requestType === 'CANCEL') {
    line.needCancelConfirm = true;
    line.cancelTriggerAt = reverse.decideBy;
  }
  pushReverse(world, reverse, initial[requestType]);
  return reverse;
}

export function decide(world: World, reverse: Reverse, decision: Decision): void {
  const [status, pushed] = decided[reverse.requestType][decision];
  reverse.status = status;
  reverse.updatedAt = world.now();
  reverse.line.returnStatus = status;
  reverse.line.needCancelConfirm = false;
  if (pushed) pushReverse(world, reverse, pushed);
  if (decision !== 'agreed') return;
  reverse.line.status = reverse.requestType === 'CANCEL' ? 'canceled' : 'returned';
  reverse.order.updatedAt = world.now();
  pushOrderLine(world, reverse.order, reverse.line, reverse);
}
