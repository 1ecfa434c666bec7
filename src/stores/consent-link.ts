import type { Desk } from '../desk.ts';
import { writePass } from './store-pass.ts';
import type { StoreRecord } from './store-record.ts';

const linkLifeMs = 24 * 3_600_000;

/** The address that a supervisor opens to let us into a store's account. Good for a day. */
export function consentLink(desk: Pick<Desk, 'db' | 'clock' | 'publicUrl'>, store: StoreRecord): string {
  const until = desk.clock.wall() + linkLifeMs;
  const url = new URL(`/oauth/${store.platform}/start`, desk.publicUrl);
  url.search = new URLSearchParams({ pass: writePass(desk, 'consent', store.id, until) }).toString();
  return url.href;
}
