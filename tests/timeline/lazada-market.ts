import { expect } from 'vitest';
import type { MarketplaceUnderTest } from '../contract/marketplace/driver.ts';
import { startLazada } from '../emulators/lazada.ts';
import type { LazadaEmulator } from '../emulators/lazada.ts';
import type { LazadaOptions } from '../emulators/lazada/options.ts';

/** Accounts are numbers at Lazada. */
export const accountOf = (buyer: string): string =>
  /^\d+$/.test(buyer) ? buyer : String(1_011_822_749n + BigInt(`0x${Buffer.from(buyer).toString('hex')}`) * 1_000n);

/** How a store reaches an emulated Lazada. */
export function lazadaSettings(lazada: LazadaEmulator): Record<string, string> {
  const { appKey, appSecret, sellerId, accessToken, refreshToken } = lazada.credentials;
  return { appKey, appSecret, sellerId, accessToken, refreshToken, apiUrl: lazada.baseUrls.api, authUrl: lazada.baseUrls.auth };
}

/** Lazada in the words of the contract; what the service asked of it has to keep to the oracle. */
export async function openLazada(options: LazadaOptions = {}): Promise<{ lazada: LazadaEmulator; market: MarketplaceUnderTest }> {
  const lazada = await startLazada(options);
  const market: MarketplaceUnderTest = {
    settings: { api: lazadaSettings(lazada) },
    site: 'sg',
    arrival: 'push',
    buyerWrites: ({ buyer, ...wrote }) => lazada.buyerWrites({ ...wrote, buyer: accountOf(buyer) }),
    sellerWrites: (wrote) => lazada.sellerWrites(wrote),
    sent: () => lazada.sent(),
    deliverTo: (url) => lazada.deliverTo(url),
    losePushes: (losing) => lazada.losePushes(losing === 'lose' ? 'on' : 'off'),
    repush: (messageId) => lazada.repush(messageId),
    forge: (kind) => lazada.forge(kind),
    forgeries: { kinds: ['unsigned', 'wrong_key', 'tampered', 'truncated', 'stale', 'other_scheme'], status: 401 },
    placeOrder: ({ id, buyer }) => lazada.placeOrder({ id, buyer: buyer === undefined ? undefined : accountOf(buyer) }),
    shipOrder: (id) => lazada.changeOrder(id, { status: 'shipped', tracking: 'LEX123' }),
    failSend(fault) {
      const call = '/im/message/send';
      switch (fault) {
        case 'throttled':
          return lazada.failNext({ call, retryAfterMs: 1_000 });
        case 'down':
          return lazada.failNext({ call, status: 503 });
        case 'cut_after_effect':
          return lazada.failNext({ call, afterEffect: true });
        case 'refused':
          return lazada.failNext({ call, body: { success: false, err_code: '-5', err_message: 'content not allowed' } });
      }
    },
    expireAccessTokens: () => lazada.expireAccessTokens(),
    revokeAuthorisation: () => lazada.revokeAuthorisation(),
    tokensIssued: () => lazada.tokensIssued().length,
    async stop() {
      await lazada.stop();
      expect(lazada.violations()).toEqual([]);
    },
  };
  return { lazada, market };
}
