import { startEbay } from '../../../emulators/ebay.ts';
import type { Failure } from '../../../emulators/ebay/failures.ts';
import { until } from '../../../timeline/until.ts';
import { openPublicAddress } from '../../../timeline/public-address.ts';
import type { Forgery, MarketplaceSubject, MarketplaceUnderTest } from '../driver.ts';

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

/** One seller with one application; the pushes go to a public address that leads to the service. */
export const ebay: MarketplaceSubject = {
  platform: 'ebay',
  async open() {
    const site = await startEbay();
    // The address is part of what the challenge signs: it has to be known before the store is added.
    const address = await openPublicAddress();
    const { clientId, clientSecret, ruName, refreshToken, username, verificationToken } = site.credentials;
    const pushUrl = `${address.url}/hooks/ebay`;
    const { api: apiUrl, auth: authUrl } = site.baseUrls;
    return {
      settings: {
        api: {
          ...{ clientId, clientSecret, ruName, refreshToken, username, verificationToken, pushUrl, apiUrl, authUrl },
          subscriptions: 'manual',
        },
      },
      site: 'us',
      arrival: 'push',
      buyerWrites: (message) => site.buyerWrites(message),
      sellerWrites: async (message) => site.sellerWrites(message),
      sent: () => site.sent(),
      async deliverTo(url) {
        address.leadTo(url);
        // The first knock may meet a connection that a killed process has left behind: whoever registers presses again.
        const register = () => site.deliverTo(url && pushUrl, { verificationToken });
        await until(
          () =>
            register()
              .then(() => true)
              .catch(() => false),
          'the address passes the challenge',
        );
      },
      losePushes: (mode) => site.losePushes(mode === 'lose' ? 'on' : 'off'),
      repush: (messageId) => site.repush(messageId),
      forge: (kind) => site.forge(kind),
      forgeries: { kinds, status: 412 },
      placeOrder: (order) => site.placeOrder(order),
      shipOrder: (id) => site.changeOrder(id, { tracking: { carrier: 'ROYAL_MAIL', number: 'RM123456789GB' } }),
      failSend: (fault) => site.failNext({ call: 'send_message', ...failures[fault] }),
      expireAccessTokens: () => site.expireAccessTokens(),
      revokeAuthorisation: () => site.revokeAuthorisation(),
      tokensIssued: () => site.tokensIssued().filter(({ grant }) => grant === 'refresh_token').length,
      async stop() {
        await address.stop();
        await site.stop();
      },
    };
  },
};
