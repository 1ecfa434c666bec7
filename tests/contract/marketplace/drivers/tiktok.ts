import { expect } from 'vitest';
import { startTiktok } from '../../../emulators/tiktok.ts';
import type { TiktokEmulator } from '../../../emulators/tiktok.ts';
import type { MarketplaceSubject } from '../driver.ts';

const sendPath = /^\/customer_service\/202309\/conversations\/[^/]+\/messages$/;

/** How a store reaches the emulator, with whatever the test sets beside it. */
export const tiktokAccount = ({ credentials, baseUrls }: TiktokEmulator, more: Record<string, string> = {}) => ({
  appKey: credentials.appKey,
  appSecret: credentials.appSecret,
  refreshToken: credentials.refreshToken,
  shopId: credentials.shopId,
  apiUrl: baseUrls.api,
  authUrl: baseUrls.auth,
  servicesUrl: baseUrls.services,
  ...more,
});

/** TikTok Shop: pushes whole messages, is polled beside that, and rotates its tokens. */
export const tiktok: MarketplaceSubject = {
  platform: 'tiktok',
  async open() {
    const emulator = await startTiktok();
    const buyers: string[] = [];
    /** TikTok knows buyers by numbers. */
    function numberOf(buyer: string): string {
      if (!buyers.includes(buyer)) buyers.push(buyer);
      return String(73_940_001 + buyers.indexOf(buyer));
    }
    return {
      settings: { api: tiktokAccount(emulator, { accessToken: emulator.credentials.accessToken }) },
      site: 'uk',
      arrival: 'push',
      buyerWrites: ({ buyer, ...wrote }) => emulator.buyerWrites({ ...wrote, buyer: numberOf(buyer) }),
      sellerWrites: (wrote) => emulator.sellerWrites(wrote),
      sent: () => emulator.sent().map(({ thread, text, messageId }) => ({ thread, text, messageId })),
      deliverTo: (url) => emulator.deliverTo(url),
      losePushes: (losing) => emulator.losePushes(losing === 'lose' ? 'on' : 'off'),
      repush: (messageId) => emulator.repush(messageId),
      forge: (kind) => emulator.forge(kind),
      forgeries: { kinds: ['unsigned', 'wrong_key', 'tampered', 'truncated', 'stale', 'other_scheme'], status: 401 },
      placeOrder: ({ id, buyer }) => emulator.placeOrder({ ...(id && { id }), ...(buyer && { buyer: numberOf(buyer) }) }),
      shipOrder: (id) => emulator.changeOrder(id, { status: 'IN_TRANSIT', tracking: 'H00ABC0001234567', at: Date.now() + 1_000 }),
      failSend(fault) {
        // Rounds read at the same path.
        const send = { call: sendPath, method: 'POST' } as const;
        switch (fault) {
          case 'throttled':
            return emulator.failNext({ ...send, retryAfterMs: 1_000 });
          case 'down':
            return emulator.failNext({ ...send, status: 503 });
          case 'cut_after_effect':
            return emulator.failNext({ ...send, afterEffect: true });
          case 'refused':
            return emulator.failNext({ ...send, body: { code: 45109001, message: 'Not allowed.', request_id: '1', data: null } });
        }
      },
      expireAccessTokens: () => emulator.expireAccessTokens(),
      revokeAuthorisation: () => emulator.revokeAuthorisation(),
      tokensIssued: () => emulator.tokensIssued().length,
      async stop() {
        await emulator.stop();
        expect(emulator.violations()).toEqual([]);
      },
    };
  },
};
