import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { SpApi } from './api-client.ts';
import { subscribeNotifications } from './subscribe-notifications.ts';

/** Subscriptions stay until somebody removes them: looked at this often. */
const subscribedForMs = 86_400_000;

/**
 * Asks for one report, which costs Amazon and us next to nothing, and sees to it now and then that the notifications come.
 * The function it makes @throws MarketplaceError
 */
export function createCheck(api: SpApi): (store: StoreRecord) => Promise<{ account: string }> {
  const subscribedAt = new WeakMap<StoreRecord, number>();

  return async (store) => {
    const { sellerId, queueArn } = api.accountOf(store);
    await api.call(store, {
      name: 'getReports',
      method: 'GET',
      path: '/reports/2021-06-30/reports',
      query: { reportTypes: 'GET_V2_SELLER_PERFORMANCE_REPORT', pageSize: 1 },
    });
    if (queueArn && Date.now() - (subscribedAt.get(store) ?? -Infinity) > subscribedForMs) {
      await subscribeNotifications(api, queueArn, store);
      subscribedAt.set(store, Date.now());
    }
    return { account: sellerId };
  };
}
