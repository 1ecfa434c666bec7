import type { MarketplaceEvent, StoredEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
export async function normalise(_event: StoredEvent, _store: StoreRecord): Promise<MarketplaceEvent[]> {
  return [];
}
