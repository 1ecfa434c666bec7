import type { Desk } from '../desk.ts';
import type { PollStream } from '../ports/marketplace.ts';
import type { StoreRecord } from '../stores/store-record.ts';

/** What is asked for again and again at a store's platform: nothing where no account at its API is set up. */
export const streamsOf = (desk: Pick<Desk, 'marketplaceOf'>, store: StoreRecord): readonly PollStream[] =>
  store.settings.api ? (desk.marketplaceOf(store, 'poll').streams ?? []).filter(({ offered }) => offered?.(store) ?? true) : [];
