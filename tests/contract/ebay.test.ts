import { startEbay } from '../emulators/ebay.ts';
import type { Failure } from '../emulators/ebay/failures.ts';
import { openPublicAddress } from '../timeline/public-address.ts';
import { describeMarketplace } from './marketplace.ts';
import type { Forgery, MarketplaceUnderTest } from './marketplace/driver.ts';

type Fault = Parameters<NonNullable<MarketplaceUnderTest['failSend']>>[0];

const errors = (errorId: number, domain: string, message: string) => ({
  errors: [{ errorId, domain, category: 'REQUEST', message }],
});
const failures: Record<Fault, Omit<Failure, 'call'>> = {
  throttled: { status: 429, retryAfterMs: 1_000, body: errors(2001, 'ACCESS', 'Too many requests.') },
  down: { status: 503 },
  cut_after_effect: { afterEffect: true },
  refused: { status: 400, body: errors(355014, 'API_MESSAGE', 'Invalid mediaUrl.') },
};
/** eBay signs no time: there is no stale push. */
const kinds = ['unsigned', 'wrong_key', 'tampered', 'truncated', 'other_scheme'] as const satisfies readonly Forgery[];

describeMarketplace({
  platform: 'ebay',
  async open() {
    const ebay = await startEbay();
    // The address is part of what the challenge signs: it has to be known before the store is added.
    const address = await openPublicAddress();
    const { clientId, clientSecret, ruName, refreshToken, username, verificationToken } = ebay.credentials;
    const pushUrl = `${address.url}/in/ebay/shop`;
    const { api: apiUrl, auth: authUrl } = ebay.baseUrls;
    return {
      settings: {
        api: {
          ...{ clientId, clientSecret, ruName, refreshToken, username, verificationToken, pushUrl, apiUrl, authUrl },
          subscriptions: 'manual',
        },
      },
      site: 'us',
      arrival: 'push',
      buyerWrites: (message) => ebay.buyerWrites(message),
      sellerWrites: async (message) => ebay.sellerWrites(message),
      sent: () => ebay.sent(),
      async deliverTo(url) {
        address.leadTo(url && new URL(url).origin);
        await ebay.deliverTo(url && pushUrl, { verificationToken });
      },
      losePushes: (mode) => ebay.losePushes(mode === 'lose' ? 'on' : 'off'),
      repush: (messageId) => ebay.repush(messageId),
      forge: (kind) => ebay.forge(kind),
      forgeries: { kinds, status: 412 },
      placeOrder: (order) => ebay.placeOrder(order),
      shipOrder: (id) => ebay.changeOrder(id, { tracking: { carrier: 'ROYAL_MAIL', number: 'RM123456789GB' } }),
      failSend: (fault) => ebay.failNext({ call: 'send_message', ...failures[fault] }),
      expireAccessTokens: () => ebay.expireAccessTokens(),
      revokeAuthorisation: () => ebay.revokeAuthorisation(),
      tokensIssued: () => ebay.tokensIssued().filter(({ grant }) => grant === 'refresh_token').length,
      async stop() {
        await address.stop();
        await ebay.stop();
      },
    };
  },
});
