import type { Desk } from '../desk.ts';
import { writePass } from './store-pass.ts';
import type { StoreRecord } from './store-record.ts';

const lifeMs = 24 * 3_600_000;

/** The address of the page where a store's keys are filled in. Good for a day. */
export function connectLink(desk: Pick<Desk, 'db' | 'clock' | 'publicUrl'>, store: StoreRecord): string {
  const url = new URL('/connect', desk.publicUrl);
  url.searchParams.set('pass', writePass(desk, 'connect', store.id, desk.clock.wall() + lifeMs));
  return url.href;
}
