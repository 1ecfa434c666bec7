import { findAmounts, type Amount } from './find-amounts.ts';
import { findDates } from './find-dates.ts';
import { findOrders } from './find-orders.ts';
import { findProducts } from './find-products.ts';
import { findTracking } from './find-tracking.ts';

/** What a message names, each as it was written (dates as ISO where all three parts are known), in order, without repeats. */
export interface Entities {
  orders: string[];
  tracking: string[];
  /** ASINs and SKUs. */
  products: string[];
  amounts: Amount[];
  dates: string[];
}

/** Characters that are searched: pasted mail threads repeat themselves after that. */
const searchedLength = 4_000;

/** Pure. Every pattern is linear: no nested or adjoining unbounded repetitions. */
export function findEntities(text: string): Entities {
  const searched = text.slice(0, searchedLength).normalize('NFKC');
  if (!/\d/.test(searched)) return { orders: [], tracking: [], products: [], amounts: [], dates: [] };
  const tracking = findTracking(searched);
  const products = findProducts(searched);
  const taken = new Set([...tracking, ...products]);
  return {
    orders: findOrders(searched).filter((order) => !taken.has(order)),
    tracking,
    products,
    amounts: findAmounts(searched),
    dates: findDates(searched),
  };
}
