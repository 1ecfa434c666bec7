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
  /** Called after each addition; returns the unsubscribe. */
  onAdd(listener: (store: StoreRecord) => void): () => void;
}

export async function openStoreDirectory(db: Database): Promise<StoreDirectory> {
  const stores = new Map<string, StoreRecord>();
  const listeners = new Set<(store: StoreRecord) => void>();
  for (const row of await db.read.store.findMany({ where: { disabledAt: null }, orderBy: { id: 'asc' } })) {
    const settings = storeSettings.parse(JSON.parse(db.seal.open(row.settingsSealed)));
    stores.set(row.id, { id: row.id, platform: row.platform, name: row.name, site: row.site, locale: row.locale, zone: row.zone, settings });
  }

  return {
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
      stores.set(store.id, store);
      for (const listener of listeners) listener(store);
    },
    onAdd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
