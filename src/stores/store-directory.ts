import type { Database } from '../store/database.ts';
import { GengfuError } from '../errors.ts';
import { storeSettings } from './store-record.ts';
import type { StoreRecord } from './store-record.ts';

/** The stores of this workspace, held in memory: every pushed event asks for one. */
export interface StoreDirectory {
  get(id: string): StoreRecord | undefined;
  all(): StoreRecord[];
  /** @throws GengfuError store_exists */
  add(store: StoreRecord, at: number): Promise<void>;
  /** Takes in what another process changed, such as `gengfu store add`. Cheap when nothing did. */
  refresh(): Promise<void>;
  /** Writes the store's settings anew. @throws GengfuError unknown_store */
  change(store: StoreRecord): Promise<void>;
  /** Called after each addition or change of settings; returns the unsubscribe. */
  onChange(listener: (store: StoreRecord) => void): () => void;
}

export async function openStoreDirectory(db: Database): Promise<StoreDirectory> {
  const stores = new Map<string, StoreRecord>();
  const listeners = new Set<(store: StoreRecord) => void>();
  /** Sealed settings as read last: equal ones need no second opening. */
  const read = new Map<string, string>();

  let additions = 0;

  async function refresh(): Promise<void> {
    const begun = additions;
    const rows = await db.read.store.findMany({ where: { disabledAt: null }, orderBy: { id: 'asc' } });
    const present = new Set(rows.map(({ id }) => id));
    // What was added in the meantime is not in these rows yet.
    if (begun !== additions) return;
    for (const id of stores.keys()) if (!present.has(id)) stores.delete(id);
    for (const { id, platform, name, site, locale, zone, settingsSealed } of rows) {
      const known = stores.get(id);
      if (known && read.get(id) === settingsSealed) continue;
      const settings = storeSettings.parse(JSON.parse(db.seal.open(settingsSealed)));
      const store = { id, platform, name, site, locale, zone, settings };
      read.set(id, settingsSealed);
      stores.set(id, store);
      for (const listener of listeners) listener(store);
    }
  }
  await refresh();

  return {
    refresh,
    get: (id) => stores.get(id),
    all: () => [...stores.values()],
    async add(store, at) {
      const { settings, ...row } = store;
      await db.write(async (tx) => {
        const data = { ...row, settingsSealed: db.seal.seal(JSON.stringify(settings)), createdAt: new Date(at) };
        const known = await tx.store.findUnique({ where: { id: store.id }, select: { id: true } });
        if (known) throw new GengfuError('store_exists', { store: store.id });
        await tx.store.create({ data });
      });
      additions += 1;
      stores.set(store.id, store);
      for (const listener of listeners) listener(store);
    },
    async change(store) {
      const settingsSealed = db.seal.seal(JSON.stringify(store.settings));
      await db.write(async (tx) => {
        const { count } = await tx.store.updateMany({ where: { id: store.id, disabledAt: null }, data: { settingsSealed } });
        if (count === 0) throw new GengfuError('unknown_store', { store: store.id });
      });
      additions += 1;
      read.set(store.id, settingsSealed);
      stores.set(store.id, store);
      for (const listener of listeners) listener(store);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
