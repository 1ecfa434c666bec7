import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { PolledEvent, PollPage } from '../../../src/ports/marketplace.ts';
import type { EbayAccount } from './client.ts';
import { marketplaceOf } from './config.ts';
import { digest } from './digest.ts';
import type { PolledServiceMetric, PolledStandards } from './polled.ts';

const serviceMetrics = ['ITEM_NOT_AS_DESCRIBED', 'ITEM_NOT_RECEIVED'] as const;
const profilesAnswer = z.object({ standardsProfiles: z.array(z.unknown()).default([]) });

/** How the seller stands: three calls, of 100 and 400 a day (facts/marketplaces §4.4). There is no past to page through. */
export async function pollPerformance(account: EbayAccount): Promise<PollPage> {
  const events = [await standards(account)];
  for (const type of serviceMetrics) events.push(await serviceMetric(account, type));
  return { events: events.filter((event) => event !== null), cursor: '', more: false };
}

async function standards(account: EbayAccount): Promise<PolledEvent | null> {
  const { json } = await account.call({
    name: 'getSellerStandardsProfiles',
    method: 'GET',
    path: '/sell/analytics/v1/seller_standards_profile',
  });
  const { standardsProfiles: profiles } = profilesAnswer.parse(json);
  if (profiles.length === 0) return null;
  const body: PolledStandards = { kind: 'standards', profiles };
  return { externalId: `standards ${digest(profiles)}`, body: JSON.stringify(body) };
}

async function serviceMetric(account: EbayAccount, type: string): Promise<PolledEvent | null> {
  try {
    const { json } = await account.call({
      name: 'getCustomerServiceMetric',
      method: 'GET',
      path: `/sell/analytics/v1/customer_service_metric/${type}/CURRENT`,
      query: { evaluation_marketplace_id: marketplaceOf(account.settings, account.store) },
    });
    const body: PolledServiceMetric = { kind: 'service_metric', type, metric: json };
    return { externalId: `service_metric ${type} ${digest(json)}`, body: JSON.stringify(body) };
  } catch (error) {
    // Too few sales to be compared, or a marketplace without comparison.
    if (error instanceof MarketplaceError && (error.fault === 'invalid' || error.fault === 'gone')) return null;
    throw error;
  }
}
