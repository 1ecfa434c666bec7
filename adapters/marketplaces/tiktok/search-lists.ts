import { polledCancellation, polledOrder, polledReturn } from './polled.ts';
import type { SearchList } from './poll-lists.ts';

/** Searches with the pages that TikTok allows at most (facts/marketplaces §7). */
const orders: SearchList = {
  name: 'search orders',
  path: '/order/202309/orders/search',
  entries: 'orders',
  pageSize: 100,
  event: polledOrder,
};
export const returns: SearchList = {
  name: 'search returns',
  path: '/return_refund/202309/returns/search',
  entries: 'return_orders',
  pageSize: 50,
  event: polledReturn,
};
export const cancellations: SearchList = {
  name: 'search cancellations',
  path: '/return_refund/202309/cancellations/search',
  entries: 'cancellations',
  pageSize: 50,
  event: polledCancellation,
};

export const orderLists: readonly SearchList[] = [orders];
export const afterSaleLists: readonly SearchList[] = [returns, cancellations];
