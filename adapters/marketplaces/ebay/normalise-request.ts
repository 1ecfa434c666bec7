import * as z from 'zod';
import type { AfterSaleRecord } from '../../../src/ports/marketplace-records.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { asideField, idField, moneyField, wrappedInstant } from './fields.ts';
import type { PolledRequest, RequestKind } from './polled.ts';

/** Of a search in Post-Order (facts/marketplaces §4.4): returns, inquiries and cases name the same things differently. */
const requestSchema = z.object({
  returnId: asideField(idField),
  inquiryId: asideField(idField),
  caseId: asideField(idField),
  orderId: asideField(idField),
  buyerLoginName: asideField(z.string().min(1)),
  buyer: asideField(z.string().min(1)),
  status: asideField(z.string()),
  state: asideField(z.string()),
  inquiryStatusEnum: asideField(z.string()),
  caseStatusEnum: asideField(z.string()),
  creationInfo: asideField(
    z.object({
      reason: asideField(z.string()),
      comments: asideField(z.object({ content: z.string() })),
      creationDate: asideField(wrappedInstant),
    }),
  ),
  creationDate: asideField(wrappedInstant),
  lastModifiedDate: asideField(wrappedInstant),
  sellerTotalRefund: asideField(z.object({ estimatedRefundAmount: asideField(moneyField) })),
  claimAmount: asideField(moneyField),
  sellerResponseDue: asideField(z.object({ respondByDate: asideField(wrappedInstant) })),
  respondByDate: asideField(wrappedInstant),
});
type Request = z.infer<typeof requestSchema>;

const types = { return: 'return', inquiry: 'not_received', case: 'case' } satisfies Record<RequestKind, AfterSaleRecord['type']>;
const subjects: Record<RequestKind, string> = {
  return: '退货申请 · Return request',
  inquiry: '未收到货查询 · Item not received',
  case: 'eBay 纠纷 · Case',
};

/** @throws ZodError when it has no id */
export function requestEvents({ kind, readAt, request: raw }: PolledRequest): MarketplaceEvent[] {
  const request = requestSchema.parse(raw);
  const externalId = idField.parse({ return: request.returnId, inquiry: request.inquiryId, case: request.caseId }[kind]);
  const { orderId, creationInfo, lastModifiedDate: changedAt } = request;
  const platformStatus = request.status ?? request.inquiryStatusEnum ?? request.caseStatusEnum ?? request.state ?? '';
  const open = isSellersTurn(kind, request, platformStatus);
  const dueAt = open ? (request.sellerResponseDue?.respondByDate ?? request.respondByDate) : undefined;
  const openedAt = creationInfo?.creationDate ?? request.creationDate;
  const amount = request.sellerTotalRefund?.estimatedRefundAmount ?? request.claimAmount;
  const buyer = request.buyerLoginName ?? request.buyer;
  const text = creationInfo?.comments?.content;
  const record: AfterSaleRecord = {
    kind: 'after_sale',
    externalId,
    type: types[kind],
    ...(orderId && { orderId }),
    open,
    platformStatus,
    ...(creationInfo?.reason && { reason: creationInfo.reason }),
    ...(text && { text }),
    ...(amount && { amount }),
    ...(buyer && { buyer: { id: buyer } }),
    ...(openedAt !== undefined && { openedAt }),
    ...(dueAt !== undefined && { dueAt }),
    // A return does not say when it changed; it was so when it was read.
    updatedAt: changedAt ?? readAt,
  };
  if (!open) return [record];
  const lines = [
    [creationInfo?.reason, platformStatus].filter(Boolean).join(' · '),
    text ?? '',
    dueAt === undefined ? '' : `${new Date(dueAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  ];
  return [
    record,
    {
      kind: 'platform_notice',
      externalId: `${kind} ${externalId} ${platformStatus}`,
      topic: { return: 'return_request', inquiry: 'not_received', case: 'case' }[kind],
      subject: `${subjects[kind]}: ${externalId}`,
      text: lines.filter(Boolean).join('\n'),
      ...(orderId && { orderId }),
      // The seller's three business days begin when it was opened; for later turns, when it came to be the seller's.
      sentAt: isOpening(platformStatus) ? (openedAt ?? readAt) : (changedAt ?? readAt),
      needsAttention: true,
    },
  ];
}

const isClosed = (status: string): boolean => /CLOSED/.test(status);
const isOpening = (status: string): boolean => /REQUESTED|^OPEN$|^WAITING_SELLER_RESPONSE$/.test(status);

/** A return says itself whether the seller is to act; of the others all count whose status names nobody else. */
function isSellersTurn(kind: RequestKind, { state, sellerResponseDue }: Request, status: string): boolean {
  if (isClosed(status) || isClosed(state ?? '')) return false;
  if (kind === 'return') return sellerResponseDue !== undefined;
  return !/BUYER|CS_|EBAY|ESCALATED|PENDING/.test(status);
}
