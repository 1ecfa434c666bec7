import type { BuyerMessage, MarketplaceEvent } from '../ports/marketplace-event.ts';
import type { RuleMatch } from '../rules/compile-rules.ts';
import type { SubjectKind } from '../rules/rule-kind.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import type { Understanding } from '../understanding/understand.ts';

/** One stored event, read. */
export interface PendingEvent {
  id: string;
  storeId: string;
  source: string;
  externalId: string;
  receivedAt: number;
  body: Uint8Array;
}

/** What a rule held for is well again: of our own making, no platform says it. */
export interface MatterOver {
  kind: 'matter_over';
  thread: string;
  /** Whether its ticket stands for it alone. */
  ends: 'ticket' | 'matter';
  /** What it was about, in the team's language. */
  text: string;
}

/** One thing that happened, ready to be applied. */
export interface Happening {
  eventId: string;
  source: string;
  store: StoreRecord;
  receivedAt: number;
  event: MarketplaceEvent | MatterOver;
  /** Of buyers' messages and reviews. */
  understanding?: Understanding;
  /** The rules that made it happen: then its words are ours and no rule reads them. */
  matches?: RuleMatch[];
  /** What those hold for. */
  about?: { kind: SubjectKind; /** See Matter.subject. */ key: string };
}

export type BuyerHappening = Happening & { event: BuyerMessage; understanding: Understanding };

/** An event that could not be processed: kept with its error for a person to look at, and retried by hand. */
export interface Parked {
  eventId: string;
  error: string;
}

export interface UnderstoodBatch {
  events: PendingEvent[];
  happenings: Happening[];
  parked: Parked[];
}
