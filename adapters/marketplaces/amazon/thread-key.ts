import type { RelayAddress } from './relay-address.ts';

/**
 * Amazon's mails carry no References, so the thread is derived (facts: Amazon 3.3 "Threading"): the case, else buyer and
 * order, else the buyer alone. Between the first two comes an answer to one of our own mails: see inReplyTo.
 */
export function threadKey(relay: RelayAddress, orderId: string | undefined): string {
  if (relay.caseId !== undefined) return `case:${relay.caseId}`;
  return orderId === undefined ? `buyer:${relay.buyerId}` : `order:${relay.buyerId}:${orderId}`;
}
