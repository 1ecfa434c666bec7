import type { BuyerMessage, MarketplaceEvent } from '../ports/marketplace-event.ts';
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

/** One thing that happened, ready to be applied. */
export interface Happening {
  eventId: string;
  source: string;
  store: StoreRecord;
  receivedAt: number;
  event: MarketplaceEvent;
  /** Of buyers' messages. */
  understanding?: Understanding;
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
