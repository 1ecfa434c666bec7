import type { StoreRecord } from '../../../src/stores/store-record.ts';

/** Products lately sold or reviewed: reviews can only be asked for by product (facts/marketplaces §6). In memory, by store. */
export interface Products {
  remember(store: StoreRecord, sold: readonly { product_id?: string }[]): void;
  of(store: StoreRecord): string[];
}

/** Each costs a call an hour. */
export const mostProducts = 300;

export function createProducts(): Products {
  const known = new Map<string, Set<string>>();
  return {
    remember(store, sold) {
      const products = known.get(store.id) ?? new Set<string>();
      known.set(store.id, products);
      for (const { product_id } of sold) {
        if (!product_id) continue;
        // To the end: the oldest are the first to go.
        products.delete(product_id);
        products.add(product_id);
      }
      for (const oldest of products) {
        if (products.size <= mostProducts) break;
        products.delete(oldest);
      }
    },
    of: (store) => [...(known.get(store.id) ?? [])],
  };
}
