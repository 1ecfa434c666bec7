import { startShopee } from '../../../emulators/shopee.ts';
import type { Failure } from '../../../emulators/shopee/failures.ts';
import { startForwarder } from '../../../timeline/forwarder.ts';
import type { MarketplaceSubject } from '../driver.ts';

const sending = 'sellerchat.send_message';
const faults: Record<'throttled' | 'down' | 'cut_after_effect' | 'refused', Failure> = {
  throttled: { call: sending, error: 'error_rate_limit' },
  down: { call: sending, status: 503, body: '' },
  cut_after_effect: { call: sending, afterEffect: true },
  refused: { call: sending, error: 'error_param' },
};

/** A shop whose console was given the address of a proxy, since that is what gets signed. */
export const shopee: MarketplaceSubject = {
  platform: 'shopee',
  async open() {
    const emulator = await startShopee();
    const proxy = await startForwarder();
    let registered = false;
    const ids = new Map<string, string>();
    /** User ids are numbers there. */
    const userOf = (buyer: string): string => {
      if (!ids.has(buyer)) ids.set(buyer, String(1_170_400_000 + ids.size));
      return ids.get(buyer)!;
    };
    const { partnerId, partnerKey, pushKey, shopId, refreshToken } = emulator.credentials;
    const { api: apiUrl, auth: authUrl } = emulator.baseUrls;

    return {
      settings: { api: { partnerId, partnerKey, pushKey, shopId, refreshToken, apiUrl, authUrl, pushUrl: proxy.address } },
      site: 'my',
      arrival: 'push',
      buyerWrites: ({ buyer, ...said }) => emulator.buyerWrites({ buyer: userOf(buyer), ...said }),
      sellerWrites: async (said) => emulator.sellerWrites(said),
      sent: () => emulator.sent(),
      async deliverTo(url) {
        proxy.forwardTo(url);
        // The console knows the proxy, wherever that leads.
        if (url === null || !registered) await emulator.deliverTo(url && proxy.address);
        registered = url !== null;
      },
      losePushes: (lose) => emulator.losePushes(lose === 'lose' ? 'on' : 'off'),
      repush: (messageId) => emulator.repush(messageId),
      forge: (kind) => emulator.forge(kind),
      forgeries: { kinds: ['unsigned', 'wrong_key', 'tampered', 'truncated', 'stale', 'other_scheme'], status: 401 },
      placeOrder: ({ id, buyer }) => emulator.placeOrder({ id, ...(buyer && { buyer: userOf(buyer) }) }),
      shipOrder: (id) => emulator.changeOrder({ id, status: 'SHIPPED', tracking: 'MY200448706479IT', at: Date.now() + 1_000 }),
      failSend: (fault) => emulator.failNext(faults[fault]),
      expireAccessTokens: () => emulator.expireAccessTokens(),
      revokeAuthorisation: () => emulator.revokeAuthorisation(),
      tokensIssued: () => emulator.tokensIssued().length,
      async stop() {
        await emulator.stop();
        await proxy.stop();
      },
    };
  },
};
