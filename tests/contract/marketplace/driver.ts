import type { StoreSettings } from '../../../src/stores/store-record.ts';

/** What a buyer sees of the seller's answers. */
export interface SeenReply {
  thread: string;
  text: string;
  messageId: string;
}

export type Forgery = 'unsigned' | 'wrong_key' | 'tampered' | 'truncated' | 'stale' | 'other_scheme';

/** A marketplace as its emulator plays it, driven in one vocabulary. What is absent is a gap that `gaps` declares. */
export interface MarketplaceUnderTest {
  /** How the store is set up to reach the emulator. */
  settings: Partial<StoreSettings>;
  /** What the service is started with, e.g. the port where it takes mail. */
  env?: Record<string, string>;
  site: string;
  /** Source of its conversations: how the buyer's words arrive. */
  arrival: 'push' | 'poll' | 'mail';
  buyerWrites: (message: {
    buyer: string;
    name?: string;
    text: string;
    order?: string;
  }) => Promise<{ messageId: string; thread: string }>;
  sellerWrites?: (message: { thread: string; text: string }) => Promise<unknown>;
  /** Replies that buyers saw, in order. */
  sent?: () => SeenReply[] | Promise<SeenReply[]>;
  /** Where to push; null = nowhere any more. */
  deliverTo?: (url: string | null) => void | Promise<void>;
  losePushes?: (lose: 'lose' | 'deliver') => void;
  repush?: (messageId: string) => Promise<unknown>;
  forge?: (kind: Forgery) => Promise<{ headers: Record<string, string>; body: Buffer }>;
  /** Kinds of forgery that exist here, and the status each is refused with. */
  forgeries?: { kinds: readonly Forgery[]; status: 401 | 412 | 400 };
  placeOrder?: (order: { id?: string; buyer?: string }) => { id: string } | Promise<{ id: string }>;
  /** Orders placed meanwhile, all of which are to be on file in the end. */
  orders?: () => readonly string[];
  /** Moves an order on to its next state and its time of change. */
  shipOrder?: (id: string) => void | Promise<void>;
  /** The next call that would send a reply fails like this. */
  failSend?: (fault: 'throttled' | 'down' | 'cut_after_effect' | 'refused') => void;
  expireAccessTokens?: () => void;
  revokeAuthorisation?: () => void;
  tokensIssued?: () => number;
  stop: () => Promise<void>;
}

export interface MarketplaceSubject {
  platform: string;
  open: () => Promise<MarketplaceUnderTest>;
}
