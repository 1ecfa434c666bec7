import type { Row } from '../store/rows.ts';

/** Rows as the ledger holds them: instants in milliseconds. */
export type BuyerRow = Row & { id: string; storeId: string; externalIndex: string; nameSealed: string; language: string | null };
export type ConversationRow = Row & {
  id: string;
  storeId: string;
  buyerId: string;
  threadIndex: string;
  language: string | null;
  orderId: string | null;
  lastBuyerAt: number | null;
  lastSellerAt: number | null;
};
export type MessageRow = Row & { id: string; storeId: string; conversationId: string; externalId: string };
export type ReplyRow = Row & {
  id: string;
  storeId: string;
  ticketId: string;
  conversationId: string;
  state: string;
  externalId: string | null;
  createdAt: number;
};
/** On its way to the marketplace, which has not answered yet. */
export type SendingRow = ReplyRow & { sentTextSealed: string | null; files: number };
export type TicketRow = Row & {
  id: string;
  number: number;
  storeId: string;
  conversationId: string;
  buyerId: string;
  level: string;
  state: string;
  version: number;
  ownerId: string | null;
  openedAt: number;
  unansweredSince: number | null;
  lastBuyerAt: number;
  policyDueAt: number | null;
  teamDueAt: number | null;
  snoozedUntil: number | null;
  claimedAt: number | null;
  ringingSince: number | null;
  ringingLevel: string | null;
  closedAt: number | null;
  resolution: string | null;
  topic: string | null;
  language: string | null;
  reasons: string;
  heldUntil: number | null;
  heldFor: string | null;
};
