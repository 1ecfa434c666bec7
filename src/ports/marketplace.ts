import type { StoreRecord } from '../stores/store-record.ts';
import type { RemoteFile } from './remote-files.ts';
import type { AccountForm } from './account-form.ts';
import type { Authoriser } from './authoriser.ts';
import type { Proactive } from './proactive.ts';
import type { MarketplaceEvent, ReplyAddress, ResourceHint } from './marketplace-event.ts';

/** A place where buyers write. Implementations are in adapters/marketplaces; tests/contract/marketplace.ts binds them all. */
export interface Marketplace {
  readonly platform: string;
  readonly can: MarketplaceCan;
  /**
   * Checks a pushed request on its raw bytes and names the event.
   * @throws GengfuError bad_signature | stale_timestamp | not_json | invalid_input
   */
  verify?(push: Push, store: StoreRecord): PushedEvent | Promise<PushedEvent>;
  /** A store's account as `PushedEvent.account` names it. Has to differ where the keys that prove a push do. */
  accountOf?(store: StoreRecord): string | null;
  /** What the platform wants to hear about a push; absent = 200 with a JSON body, 401 for a bad signature. */
  readonly pushAnswer?: { accepted?: 'empty'; refused?: 412 };
  /** Answers the question a platform asks at the push address before it pushes, such as eBay's challenge. */
  challenge?(url: URL, store: StoreRecord): object;
  /** One stored event into what happened. Pure: same bytes, same answer; never reads the clock or the network. */
  normalise(event: StoredEvent, store: StoreRecord): Promise<MarketplaceEvent[]>;
  /** What is asked for again and again, because pushes get lost or do not exist. */
  readonly streams?: readonly PollStream[];
  /** One page of a stream; whatever it brings goes through the inbox. @throws MarketplaceError */
  poll?(request: PollRequest, store: StoreRecord): Promise<PollPage>;
  /** Reads what a push only hinted at. @throws MarketplaceError */
  read?(hint: ResourceHint, store: StoreRecord): Promise<PolledEvent[]>;
  /** Hands a reply to the marketplace. Resolves when it was accepted. @throws ReplyError */
  reply(reply: OutgoingReply, store: StoreRecord): Promise<{ externalId: string }>;
  /** A file that lies in a stored event itself. Null when there is none at that place. */
  readPart?(event: Pick<StoredEvent, 'body'>, part: number): Promise<RemoteFile | null>;
  /** A file whose address asks for the store's own credentials; without this, any address is fetched without any. @throws FetchError */
  fetchAttachment?(url: string, store: StoreRecord, limits: { maxBytes: number }): Promise<RemoteFile>;
  /**
   * Looks whether a reply that may have left in an attempt since `since` stands in the conversation, so that it is not
   * said twice; null lets it be sent again. Absent where the platform tells a repetition by its key.
   * @throws ReplyError unknown when nothing here will ever tell: then a person must look
   * @throws Error any other: look again later
   */
  findReply?(reply: OutgoingReply, since: number, store: StoreRecord): Promise<{ externalId: string } | null>;
  /**
   * Asks the platform whether the account may still be used. `remarks`: what works less well than it could, in plain words.
   * @throws MarketplaceError `expired` | `forbidden`
   */
  checkAuthorisation?(store: StoreRecord): Promise<{ account: string; remarks?: readonly string[] }>;
  /** What connecting a store takes, where the platform has an API. */
  readonly account?: AccountForm;
  /** How an account lets us in, where it is by tokens that run out. */
  readonly authoriser?: Authoriser;
  /** Messages that the seller may begin, where that is not the same as answering. */
  readonly proactive?: Proactive;
}

export interface MarketplaceCan {
  push: boolean;
  poll: boolean;
  /** Whether the platform's own buyers can be answered from here. What a single conversation allows is in its replyAddress. */
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

export interface PushedEvent {
  /** Unique per store and source: a second push with it changes nothing. */
  externalId: string;
  /**
   * Whose event it is, where a platform pushes for all accounts of an app to one address: it goes to the store that
   * `accountOf` names so, and stays with the store of the address where there is none.
   */
  account?: string;
}

export type StreamName =
  | 'messages'
  | 'orders'
  | 'after_sales'
  | 'reviews'
  | 'performance'
  | 'stock'
  /** A queue that the platform fills, such as Amazon's. */
  | 'notifications'
  /** Pushes that the platform could not deliver. */
  | 'lost_pushes';

export interface PollStream {
  name: StreamName;
  /** Between two rounds, until a setting says otherwise. */
  everyMs: number;
  /** Whether a store has it at all; absent = every store. */
  offered?: (store: StoreRecord) => boolean;
}

export interface PollRequest {
  stream: StreamName;
  /** What the last page handed back; null at the very beginning: then the adapter looks back a little. */
  cursor: string | null;
  /** Only this span (instants), whatever the cursor of the rounds says: a re-sync. `cursor` pages through it. */
  range?: { from: number; until: number };
  now: number;
  signal: AbortSignal;
}

export interface PollPage {
  events: PolledEvent[];
  /** Goes into the next request; the adapter's own text. Kept once the events are on disk. */
  cursor: string;
  /** Ask again at once. */
  more: boolean;
  /** Called once the events are on disk, where the platform forgets what was taken. */
  acknowledge?(): Promise<void>;
}

/** Read by us, in contrast to what was pushed; stored under the source `poll`. */
export interface PolledEvent {
  /** Names this state of the resource, e.g. `message 2347623462` or `order 12 1763603600`: the same again changes nothing. */
  externalId: string;
  /** JSON. */
  body: string;
}

export interface Push {
  /** Upper case. */
  method: string;
  /** Path and query as the platform called them; some sign them. */
  target: string;
  headers: Headers;
  body: Uint8Array;
  /** Address of this service as platforms see it; with `target` the address they were told to push to, which some sign. */
  publicUrl: string;
  now: number;
}

export interface StoredEvent {
  /** Who brought it: `poll` for what we read ourselves, else the name in the push address, `mail`, `generic` or `sandbox`. */
  source: string;
  externalId: string;
  receivedAt: number;
  body: Uint8Array;
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
  /** The buyer wants no unsolicited messages: an earlier reply here came back for that. */
  optedOut?: true;
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
  /** Certainly no part of it left, so the next attempt has nothing to look for. */
  readonly nothingLeft: boolean;
  constructor(
    kind: 'temporary' | 'permanent' | 'unknown',
    message: string,
    { nothingLeft = false, ...options }: ErrorOptions & { nothingLeft?: boolean } = {},
  ) {
    super(message, options);
    this.name = 'ReplyError';
    this.kind = kind;
    this.nothingLeft = nothingLeft;
  }
}
