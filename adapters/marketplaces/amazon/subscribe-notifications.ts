import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { jsonBody } from './api-client.ts';
import type { SpApi } from './api-client.ts';
import { wordTable } from '../../../src/word-table.ts';

/** What is subscribed to, with the version that normalise-notification.ts reads (facts/marketplaces §3.5). */
const wanted = wordTable<string>({
  ACCOUNT_STATUS_CHANGED: '2021-01-01',
  ORDER_CHANGE: '1.0',
  REPORT_PROCESSING_FINISHED: '2020-09-04',
  FBA_INVENTORY_AVAILABILITY_CHANGES: '1.0',
});
const root = '/notifications/v1';

const destinationSchema = z.object({
  destinationId: z.string().min(1),
  resource: z.object({ sqs: z.object({ arn: z.string() }).optional() }).optional(),
});
const destinationsSchema = z.object({ payload: z.array(destinationSchema) });
const createdSchema = z.object({ payload: destinationSchema });
const subscriptionSchema = z.object({ payload: z.object({ destinationId: z.string() }) });

/**
 * Has Amazon send its notifications to the queue: a destination and a subscription of each type, whatever of that is not
 * there yet. What other programs of the same application have set up is left alone.
 * @throws MarketplaceError the first refusal, once everything was tried
 */
export async function subscribeNotifications(api: SpApi, queueArn: string, store: StoreRecord): Promise<void> {
  const destinationId = await destinationFor(api, queueArn, store);
  const refusals: unknown[] = [];
  for (const [type, payloadVersion] of Object.entries(wanted)) {
    try {
      await subscribe(api, { type, payloadVersion, destinationId }, store);
    } catch (error) {
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw refusals[0];
}

async function destinationFor(api: SpApi, arn: string, store: StoreRecord): Promise<string> {
  const known = await findDestination(api, arn, store);
  if (known) return known;
  const { json } = await api.callGrantless(store, {
    name: 'createDestination',
    method: 'POST',
    path: `${root}/destinations`,
    ...jsonBody({ name: 'gengfu', resourceSpecification: { sqs: { arn } } }),
  });
  return createdSchema.parse(json).payload.destinationId;
}

async function findDestination(api: SpApi, arn: string, store: StoreRecord): Promise<string | undefined> {
  const { json } = await api.callGrantless(store, { name: 'getDestinations', method: 'GET', path: `${root}/destinations` });
  const answer = destinationsSchema.safeParse(json);
  return answer.data?.payload.find(({ resource }) => resource?.sqs?.arn === arn)?.destinationId;
}

async function subscribe(
  api: SpApi,
  { type, payloadVersion, destinationId }: { type: string; payloadVersion: string; destinationId: string },
  store: StoreRecord,
): Promise<void> {
  const path = `${root}/subscriptions/${type}`;
  const known = await existing(api, path, payloadVersion, store);
  if (known === destinationId) return;
  if (known !== undefined) throw new MarketplaceError('invalid', `${type} is sent to another queue already`);
  try {
    const body = jsonBody({ payloadVersion, destinationId });
    await api.call(store, { name: 'createSubscription', method: 'POST', path, ...body });
  } catch (error) {
    // Somebody else was faster; when Amazon says so is UNCONFIRMED.
    if (!(error instanceof MarketplaceError) || error.platformCode !== 'Conflict') throw error;
  }
}

/** @returns where this type is sent now */
async function existing(api: SpApi, path: string, payloadVersion: string, store: StoreRecord): Promise<string | undefined> {
  try {
    const { json } = await api.call(store, { name: 'getSubscription', method: 'GET', path, query: { payloadVersion } });
    return subscriptionSchema.safeParse(json).data?.payload.destinationId;
  } catch (error) {
    if (error instanceof MarketplaceError && error.fault === 'gone') return undefined;
    throw error;
  }
}
