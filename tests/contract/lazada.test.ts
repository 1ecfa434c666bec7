import { startLazada } from '../emulators/lazada.ts';
import { describeMarketplace } from './marketplace.ts';

/** Accounts are numbers at Lazada. */
const accountOf = (buyer: string): string => String(1_011_822_749n + BigInt(`0x${Buffer.from(buyer).toString('hex')}`) * 1_000n);

describeMarketplace({
  platform: 'lazada',
  async open() {
    const lazada = await startLazada();
    const { appKey, appSecret, sellerId, accessToken, refreshToken } = lazada.credentials;
    const { api: apiUrl, auth: authUrl } = lazada.baseUrls;
    return {
      settings: { api: { appKey, appSecret, sellerId, accessToken, refreshToken, apiUrl, authUrl } },
      site: 'sg',
      arrival: 'push',
      buyerWrites: ({ buyer, name, text, order }) => lazada.buyerWrites({ buyer: accountOf(buyer), name, text, order }),
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
      stop: () => lazada.stop(),
    };
  },
});
