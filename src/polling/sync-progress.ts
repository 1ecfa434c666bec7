import type { Desk } from '../desk.ts';
import type { SyncRun } from '../store/client/client.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { historyStreams } from './sync-store.ts';

const cells = 12;

/** How far a run is, in streams: their number is known, of how many pages each consists only its end tells. */
export function syncProgress(
  desk: Pick<Desk, 'marketplaceOf'>,
  store: StoreRecord,
  { left }: Pick<SyncRun, 'left'>,
): { done: number; of: number; bar: string } {
  const open = (JSON.parse(left) as unknown[]).length;
  // A stream that the platform no longer offers is still read to its end.
  const of = Math.max(historyStreams(desk, store).length, open);
  const done = of - open;
  const full = of === 0 ? cells : Math.floor((done / of) * cells);
  return { done, of, bar: '▓'.repeat(full) + '░'.repeat(cells - full) };
}
