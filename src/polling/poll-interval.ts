import { DateTime } from 'luxon';
import type { Desk } from '../desk.ts';
import type { PollStream } from '../ports/marketplace.ts';
import type { StoreRecord } from '../stores/store-record.ts';

/** While the site's buyers sleep there is less to find: rounds are this much further apart. */
const quiet = { from: 1, until: 6, factor: 3 };

export const intervalKey = (platform: string, stream: string): string => `${platform}.${stream}`;

/** Milliseconds between two rounds of a stream: as set for the platform, longer in the site's small hours. */
export function pollInterval(desk: Pick<Desk, 'settings' | 'clock'>, store: StoreRecord, stream: PollStream): number {
  const everyMs = desk.settings.get('pollEveryMs')[intervalKey(store.platform, stream.name)] ?? stream.everyMs;
  const { hour } = DateTime.fromMillis(desk.clock.now(), { zone: store.zone });
  return hour >= quiet.from && hour < quiet.until ? everyMs * quiet.factor : everyMs;
}
