import type { StoreRecord } from '../stores/store-record.ts';
import type { FetchProblem, RemoteFile } from './remote-files.ts';

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
  /** A file that lies in a stored event itself. Null when there is none at that place. */
  readPart?(event: Pick<StoredEvent, 'body'>, part: number): Promise<RemoteFile | null>;
  /** A file whose address asks for the store's own credentials; without this, any address is fetched without any. @throws FetchError */
  fetchAttachment?(url: string, store: StoreRecord, limits: { maxBytes: number }): Promise<RemoteFile>;
}

export interface MarketplaceCan {
  push: boolean;
  poll: boolean;
  reply: boolean;
  /** Whether the platform says later that a reply was shown (confirmed) or came back (bounced). */
  deliveryReports: boolean;
  /** What a reply may carry; absent = words only. */
  attachments?: AttachmentLimits;
}

export interface AttachmentLimits {
  /** Of all files of a reply together. */
  maxBytes: number;
  /** In one reply. */
  maxCount: number;
  /** Media types, as the bytes say. `any` = whatever Gengfu keeps. */
  types: readonly string[] | 'any';
  /** `link`: the marketplace gets an address to fetch from, so ours must be public. */
  by: 'content' | 'link';
}

export interface Push {
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

/** All a reply needs later; kept sealed beside the conversation. Shape is the adapter's own business. */
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
  attachments?: BuyerAttachment[];
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
  /** Files that go along, within the limits that `can` declares. */
  attachments?: OutgoingAttachment[];
  now: number;
}

export interface OutgoingAttachment {
  name: string;
  /** Media type. */
  type: string;
  bytes: Uint8Array;
  /** Where the receiver may fetch it instead; absent without a public address of ours. */
  url?: string;
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
