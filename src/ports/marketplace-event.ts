import type { FetchProblem } from './remote-files.ts';
import type { MarketplaceRecord } from './marketplace-records.ts';
import type { StreamName } from './marketplace.ts';

/**
 * All a reply needs later; kept sealed beside the conversation. Shape is the adapter's own business. Empty: this
 * conversation cannot be answered from here, only in the platform's own pages.
 */
export type ReplyAddress = Record<string, unknown>;

export type MarketplaceEvent =
  | BuyerMessage
  | SellerMessage
  | DeliveryReport
  | PlatformNotice
  | ConversationOrder
  | ResourceHint
  | AuthorisationChange
  | BuyerErasure
  | MarketplaceRecord;

/** The buyer came to the conversation from an order: what it is about, and no words that anybody has to answer. */
export interface ConversationOrder {
  kind: 'conversation_order';
  thread: string;
  orderId: string;
  /** Absent where the platform does not say who; then only a conversation that is known already can be told. */
  buyer?: { id: string; name: string };
  sentAt: number;
  replyAddress: ReplyAddress;
}

/** Something changed; what it is now has to be read. */
export interface ResourceHint {
  kind: 'resource_hint';
  stream: StreamName;
  /** Of the conversation, the order, the return …; absent = the next round of the stream should come now. */
  id?: string;
}

/** The platform says that the account's authorisation changes. */
export interface AuthorisationChange {
  kind: 'authorisation';
  state: 'granted' | 'expiring' | 'revoked';
  expiresAt?: number;
}

/** A buyer's account is gone and what we hold of it must go as well. */
export interface BuyerErasure {
  kind: 'buyer_erasure';
  /** Every string by which the platform may have named the buyer. */
  buyerIds: string[];
}

export interface BuyerMessage {
  kind: 'buyer_message';
  /** Unique per store: a second event with it changes nothing. */
  externalId: string;
  /** Same thread, same string. */
  thread: string;
  /** Ids of our own replies this one answers, used before `thread` to find the conversation. */
  inReplyTo?: string[];
  buyer: { id: string; name: string };
  orderId?: string;
  items?: { id?: string; title?: string; quantity?: number }[];
  subject?: string;
  text: string;
  /** BCP 47, when the platform says so. */
  locale?: string;
  /** Instant; the platform's clock starts here. */
  sentAt: number;
  replyAddress: ReplyAddress;
  attachments?: BuyerAttachment[];
  /** A card or a picture: `text` names it and is not the buyer's. Nothing in it is understood, translated or matched by rules. */
  wordless?: true;
  flags?: MessageFlags;
}

/** A file that came with a message, by what the sender says of it. */
export interface BuyerAttachment {
  name?: string;
  /** Media type. */
  type?: string;
  /** Bytes. */
  size?: number;
  from: AttachmentSource;
}

/** Where its bytes are to be had: an address, a part of the stored event, or nowhere any more. */
export type AttachmentSource = { url: string } | { part: number } | { lost: AttachmentProblem };

/** Why nobody can look at a file: it could not be had, or is not what may be kept. */
export type AttachmentProblem = FetchProblem | 'type_refused';

export interface MessageFlags {
  /** Could not be understood; `text` is the raw content. */
  unparsed?: string;
  /** The sender could not be proven, e.g. `dkim=fail`. */
  suspectedPhishing?: string;
  /** The platform's own check keeps it from the other side; with its reason. */
  heldBack?: string;
  /** https page of the platform where a person answers, when that cannot be done from here. Shown, never opened by us. */
  answerAt?: string;
  /** An answer is shown to everybody, below what it answers. */
  answersPublic?: true;
}

/** Written by the seller's side outside Gengfu, e.g. in the marketplace's own page. Stops the clock. */
export interface SellerMessage {
  kind: 'seller_message';
  externalId: string;
  thread?: string;
  inReplyTo?: string[];
  buyerId?: string;
  orderId?: string;
  text: string;
  /** A picture or a card: `text` names it. */
  wordless?: true;
  sentAt: number;
}

/** What became of a reply we sent. */
export interface DeliveryReport {
  kind: 'delivery_report';
  /** Candidates for Reply.externalId, as found in the report. */
  replyIds: string[];
  /** Used when no id matches: thread or address of the conversation. */
  thread?: string;
  state: 'confirmed' | 'bounced' | 'opted_out';
  reason: string;
  at: number;
  /** The words as they stand in the conversation, where a report may be faster than the answer to our own sending. */
  copy?: { thread: string; text: string };
}

/** Anything the platform itself says that is no buyer's message: account status, return request, claim. */
export interface PlatformNotice {
  kind: 'platform_notice';
  externalId: string;
  topic: string;
  /** In the platform's words; empty when it has none, then the topic is named in the team's language. */
  subject: string;
  text: string;
  orderId?: string;
  sentAt: number;
  /** Whether somebody must look: then it becomes a ticket. */
  needsAttention: boolean;
}
