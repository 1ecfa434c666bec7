import type { StoreRecord } from '../stores/store-record.ts';

/** A place where buyers write. Implementations are in adapters/marketplaces; all have the same file names. */
export interface Marketplace {
  readonly platform: string;
  readonly can: MarketplaceCan;
  /**
   * Checks a pushed request on its raw bytes and names the event.
   * @throws GengfuError bad_signature | stale_timestamp | not_json | invalid_input
   */
  verify?(push: Push, store: StoreRecord): { externalId: string };
  /** One stored event into what happened. Pure: same bytes, same answer; never reads the clock or the network. */
  normalise(event: StoredEvent, store: StoreRecord): Promise<MarketplaceEvent[]>;
  /** Hands a reply to the marketplace. Resolves when it was accepted. @throws ReplyError */
  reply(reply: OutgoingReply, store: StoreRecord): Promise<{ externalId: string }>;
}

export interface MarketplaceCan {
  push: boolean;
  poll: boolean;
  /** Whether the platform's own buyers can be answered from here. What a single conversation allows is in its replyAddress. */
  reply: boolean;
  /** Whether the platform says later that a reply was shown (confirmed) or came back (bounced). */
  deliveryReports: boolean;
}

export interface Push {
  /** Upper case. */
  method: string;
  /** Path and query as the platform called them; some sign them. */
  target: string;
  headers: Headers;
  body: Uint8Array;
  now: number;
}

export interface StoredEvent {
  source: string;
  externalId: string;
  receivedAt: number;
  body: Uint8Array;
}

/**
 * All a reply needs later; kept sealed beside the conversation. Shape is the adapter's own business. Empty: this
 * conversation cannot be answered from here, only in the platform's own pages.
 */
export type ReplyAddress = Record<string, unknown>;

export type MarketplaceEvent = BuyerMessage | SellerMessage | DeliveryReport | PlatformNotice;

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
  flags?: MessageFlags;
}

export interface MessageFlags {
  /** Could not be understood; `text` is the raw content. */
  unparsed?: string;
  /** The sender could not be proven, e.g. `dkim=fail`. */
  suspectedPhishing?: string;
  /** https page of the platform where a person answers, when that cannot be done from here. Shown, never opened by us. */
  answerAt?: string;
  attachments?: { name: string; type: string; size: number }[];
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

export interface OutgoingReply {
  /** Our reply row's id: derive a stable Message-ID or idempotency key from it. */
  id: string;
  text: string;
  ticket: number;
  buyer: { id: string; name: string };
  orderId?: string;
  subject?: string;
  replyAddress: ReplyAddress;
  /** External ids of the thread so far, oldest first. */
  references: string[];
  /** The buyer wants no unsolicited messages: an earlier reply here came back for that. */
  optedOut?: true;
  now: number;
}

/** `temporary`: try again later. `permanent`: give it back to the agent. `unknown`: may have been sent; never repeat blindly. */
export class ReplyError extends Error {
  readonly kind: 'temporary' | 'permanent' | 'unknown';
  constructor(kind: 'temporary' | 'permanent' | 'unknown', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ReplyError';
    this.kind = kind;
  }
}
