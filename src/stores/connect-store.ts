import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { audit } from '../people/audit.ts';
import type { Marketplace } from '../ports/marketplace.ts';
import { MarketplaceError } from '../ports/marketplace-error.ts';
import type { StoreRecord } from './store-record.ts';

/** The adapter of a store's platform, where that has an API we speak. */
export function apiOf(desk: Pick<Desk, 'marketplaceOf'>, store: StoreRecord): Marketplace | undefined {
  try {
    const marketplace = desk.marketplaceOf(store, 'poll');
    return marketplace.account ? marketplace : undefined;
  } catch (error) {
    if (error instanceof GengfuError && error.code === 'unavailable') return undefined;
    throw error;
  }
}

type ConnectDesk = Pick<Desk, 'db' | 'clock' | 'stores' | 'marketplaceOf'>;

export type Connected = { account: string } | { problem: string } | { consentNeeded: true };

/**
 * Keeps what was filled in for a store's account, and asks the platform whether it lets us in. Secrets left empty stay as
 * they were.
 * @throws GengfuError unknown_store | no_account | wrong_fields with `fields`
 */
export async function connectStore(
  desk: ConnectDesk,
  { storeId, values, by }: { storeId: string; values: Readonly<Record<string, string>>; by: { id: string } },
): Promise<Connected> {
  const store = desk.stores.get(storeId);
  const marketplace = store && apiOf(desk, store);
  if (!store || !marketplace?.account) throw new GengfuError(store ? 'no_account' : 'unknown_store', { store: storeId });
  const { account } = marketplace;
  const api: Record<string, string> = {};
  for (const { name } of account.fields) {
    const value = values[name]?.trim() || store.settings.api?.[name];
    if (value) api[name] = value;
  }
  const missing = account.fields.filter(({ name, optional, rare }) => !optional && !rare && !api[name]).map(({ name }) => name);
  const bad = [...new Set([...missing, ...account.wrong(api)])];
  if (bad.length > 0) throw new GengfuError('wrong_fields', { fields: bad });
  const changed = { ...store, settings: { ...store.settings, api } };
  await desk.stores.change(changed);
  await desk.db.write(async (tx) => {
    await audit(tx, { at: desk.clock.now(), personId: by.id, action: 'store connected', subject: storeId });
    // What was lost may be good again with what was filled in now; else the platform says so once more.
    await tx.authorisation.deleteMany({ where: { storeId, state: 'lost' } });
  });
  return tryAccount(desk, changed, marketplace);
}

async function tryAccount(desk: ConnectDesk, store: StoreRecord, marketplace: Marketplace): Promise<Connected> {
  try {
    return await marketplace.checkAuthorisation!(store);
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    const authorised = await desk.db.read.authorisation.findUnique({ where: { storeId: store.id }, select: { state: true } });
    if (error.fault === 'expired' && !authorised && marketplace.authoriser?.consentUrl) return { consentNeeded: true };
    return { problem: error.message };
  }
}
