import { iso, shownName } from './world.ts';
import type { Request, World } from './world.ts';

/** Post-Order wraps every instant and every text. */
const date = (at: number) => ({ value: iso(at), formattedValue: iso(at) });
const amount = ({ amount: { value, currency } }: Request) => ({ value: Number(value), currency });

export function returnView(world: World, request: Request): Record<string, unknown> {
  return {
    returnId: request.id,
    orderId: request.order,
    buyerLoginName: shownName(world, request.buyer),
    sellerLoginName: shownName(world, world.seller.username),
    currentType: 'MONEY_BACK',
    state: request.state,
    status: request.status,
    creationInfo: {
      item: { itemId: request.item, transactionId: `${request.id}01`, returnQuantity: 1 },
      type: 'MONEY_BACK',
      reason: request.reason,
      reasonType: 'SNAD',
      comments: { content: request.comment },
      creationDate: date(request.createdAt),
    },
    sellerTotalRefund: { estimatedRefundAmount: amount(request) },
    ...(request.state === 'CLOSED'
      ? {}
      : { sellerResponseDue: { activityDue: 'SELLER_APPROVE_REQUEST', respondByDate: date(request.respondBy) } }),
  };
}

export function inquiryView(world: World, request: Request): Record<string, unknown> {
  return {
    inquiryId: request.id,
    itemId: request.item,
    transactionId: `${request.id}01`,
    orderId: request.order,
    buyer: shownName(world, request.buyer),
    seller: shownName(world, world.seller.username),
    inquiryStatusEnum: request.status,
    claimAmount: amount(request),
    creationDate: date(request.createdAt),
    lastModifiedDate: date(request.modifiedAt),
    respondByDate: date(request.respondBy),
  };
}

export function caseView(world: World, request: Request): Record<string, unknown> {
  return {
    caseId: request.id,
    itemId: request.item,
    transactionId: `${request.id}01`,
    orderId: request.order,
    buyer: shownName(world, request.buyer),
    seller: shownName(world, world.seller.username),
    caseStatusEnum: request.status,
    claimAmount: amount(request),
    creationDate: date(request.createdAt),
    lastModifiedDate: date(request.modifiedAt),
    respondByDate: date(request.respondBy),
  };
}
