import * as z from 'zod';
import type { HttpAnswer, HttpCall } from '../../http/client.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { EbayAccount } from './client.ts';

/** Of the seller; each needs the seller's own token (facts/marketplaces §4.3). */
const sellerTopics = [
  'NEW_MESSAGE',
  'BUYER_QUESTION',
  'ORDER_CONFIRMATION',
  'ITEM_MARKED_SHIPPED',
  'ORDER_CANCELLATION_ACTIVITY',
  'ORDER_RETURN_ACTIVITY',
  'ORDER_INQUIRY_ACTIVITY',
  'FEEDBACK_RECEIVED',
  'SELLER_STANDARDS_PROFILE_METRICS',
  'SELLER_CUSTOMER_SERVICE_METRIC_RATING',
];
/** Of the application. */
const appTopics = ['AUTHORIZATION_REVOCATION', 'MARKETPLACE_ACCOUNT_DELETION'];

const root = '/commerce/notification/v1';
const onePage = { limit: 100 };
const json = { 'content-type': 'application/json' };

const destinationsAnswer = z.object({
  destinations: z
    .array(
      z.object({
        destinationId: z.string(),
        status: z.string(),
        name: z.string().default('gengfu'),
        deliveryConfig: z.object({ endpoint: z.string().optional() }).optional(),
      }),
    )
    .default([]),
});
const topicsAnswer = z.object({
  topics: z
    .array(
      z.object({
        topicId: z.string(),
        supportedPayloads: z.array(z.object({ schemaVersion: z.string(), deprecated: z.boolean().default(false) })).default([]),
      }),
    )
    .default([]),
});
const subscriptionsAnswer = z.object({
  subscriptions: z.array(z.object({ subscriptionId: z.string(), topicId: z.string(), status: z.string() })).default([]),
});

type Caller = (call: HttpCall) => Promise<HttpAnswer>;

/**
 * Sees to it that eBay pushes to `endpoint`: registers it once, after which eBay asks its challenge, and subscribes whatever
 * is not yet. What is there already stays as it is.
 * @returns what could not be done, by topic and code @throws MarketplaceError where nothing could be done
 */
export async function subscribe(account: EbayAccount, endpoint: string): Promise<string[]> {
  await requireAlertAddress(account);
  const destinationId = await destinationOf(account, endpoint);
  const versions = await versionsOf(account);
  return [...(await subscribeTopics(account.call, sellerTopics)), ...(await subscribeTopics(account.callAsApp, appTopics))];

  async function subscribeTopics(call: Caller, topics: readonly string[]): Promise<string[]> {
    const { json: listed } = await call({
      name: 'getSubscriptions',
      method: 'GET',
      path: `${root}/subscription`,
      query: onePage,
    });
    const { subscriptions } = subscriptionsAnswer.parse(listed);
    const problems: string[] = [];
    for (const topicId of topics) {
      const known = subscriptions.find((each) => each.topicId === topicId);
      if (known?.status === 'ENABLED') continue;
      try {
        await call(known ? enabling(known.subscriptionId) : creating(topicId));
      } catch (error) {
        if (!(error instanceof MarketplaceError)) throw error;
        // Somebody was faster.
        if (error.platformCode !== '195012') problems.push(`${topicId}: ${error.platformCode ?? error.fault}`);
      }
    }
    return problems;
  }

  function creating(topicId: string): HttpCall {
    const payload = { format: 'JSON', schemaVersion: versions.get(topicId) ?? '1.0', deliveryProtocol: 'HTTPS' };
    const body = JSON.stringify({ topicId, status: 'ENABLED', destinationId, payload });
    return { name: 'createSubscription', method: 'POST', path: `${root}/subscription`, headers: json, body };
  }
}

const enabling = (id: string): HttpCall => ({
  name: 'enableSubscription',
  method: 'POST',
  path: `${root}/subscription/${encodeURIComponent(id)}/enable`,
  repeatable: true,
});

/** Without an address for its alarms eBay registers nothing. */
async function requireAlertAddress({ callAsApp, settings: { alertEmail } }: EbayAccount): Promise<void> {
  const config = { path: `${root}/config`, name: 'config' };
  try {
    await callAsApp({ ...config, method: 'GET' });
  } catch (error) {
    if (!(error instanceof MarketplaceError) || error.fault !== 'gone') throw error;
    if (!alertEmail) throw new MarketplaceError('invalid', 'eBay pushes only once it knows alertEmail', { cause: error });
    await callAsApp({ ...config, method: 'PUT', headers: json, body: JSON.stringify({ alertEmail }), repeatable: true });
  }
}

async function destinationOf({ callAsApp, settings, store }: EbayAccount, endpoint: string): Promise<string> {
  const path = `${root}/destination`;
  const { json: listed } = await callAsApp({ name: 'getDestinations', method: 'GET', path, query: onePage });
  const known = destinationsAnswer.parse(listed).destinations.find((each) => each.deliveryConfig?.endpoint === endpoint);
  if (known?.status === 'ENABLED') return known.destinationId;
  const body = JSON.stringify({
    name: known?.name ?? `gengfu ${store.id}`,
    status: 'ENABLED',
    deliveryConfig: { endpoint, verificationToken: settings.verificationToken },
  });
  if (known) {
    const where = `${path}/${encodeURIComponent(known.destinationId)}`;
    await callAsApp({ name: 'updateDestination', method: 'PUT', path: where, headers: json, body, repeatable: true });
    return known.destinationId;
  }
  const { headers } = await callAsApp({ name: 'createDestination', method: 'POST', path, headers: json, body });
  // The id stands nowhere else.
  const id = headers.get('location')?.split('/').at(-1);
  if (!id) throw new MarketplaceError('invalid', 'eBay took the address and did not say under which id');
  return decodeURIComponent(id);
}

/** The newest version of each topic's body that is not on its way out. */
async function versionsOf({ callAsApp }: EbayAccount): Promise<Map<string, string>> {
  const { json: listed } = await callAsApp({ name: 'getTopics', method: 'GET', path: `${root}/topic`, query: onePage });
  return new Map(
    topicsAnswer.parse(listed).topics.flatMap(({ topicId, supportedPayloads }) => {
      const payload = supportedPayloads.findLast(({ deprecated }) => !deprecated) ?? supportedPayloads.at(-1);
      return payload ? [[topicId, payload.schemaVersion] as const] : [];
    }),
  );
}
