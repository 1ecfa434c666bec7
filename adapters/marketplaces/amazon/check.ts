import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { SpApi } from './api-client.ts';
import { subscribeNotifications } from './subscribe-notifications.ts';

/**
 * Asks for one report, which costs Amazon and us next to nothing, and sees to it that the notifications come.
 * @throws MarketplaceError
 */
export async function checkAuthorisation(api: SpApi, store: StoreRecord): Promise<{ account: string }> {
  const { sellerId, queueArn } = api.accountOf(store);
  await api.call(store, {
    name: 'getReports',
    method: 'GET',
    path: '/reports/2021-06-30/reports',
    query: { reportTypes: 'GET_V2_SELLER_PERFORMANCE_REPORT', pageSize: 1 },
  });
  if (queueArn) await subscribeNotifications(api, queueArn, store);
  return { account: sellerId };
}
