import type { StoreRecord } from '../../src/stores/store-record.ts';

/** Whether an address is one this store writes from or receives at. */
export function isOwnAddress(address: string, store: StoreRecord): boolean {
  const { from = '', addresses = [] } = store.settings.mail ?? {};
  const own = [/<([^<>]+)>/.exec(from)?.[1] ?? from, ...addresses].map((known) => known.trim().toLowerCase());
  return own.includes(address.trim().toLowerCase());
}
