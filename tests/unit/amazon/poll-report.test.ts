import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PerformanceRecord } from '../../../src/ports/marketplace-records.ts';
import type { PollPage, StreamName } from '../../../src/ports/marketplace.ts';
import { until } from '../../timeline/until.ts';
import { openSeller } from './seller.ts';
import type { Seller } from './seller.ts';

let seller: Seller;
let now: number;
const open = async (options: Parameters<typeof openSeller>[0] = {}) => {
  now = Date.parse('2026-11-20T12:00:00Z');
  seller = await openSeller({ now: () => now, ...options });
};
beforeEach(() => open());
afterEach(() => seller.stop());

/** Asks for a report and looks until it has come, as rounds of the stream do. */
async function reported(stream: StreamName, cursor: string | null = null): Promise<PollPage> {
  let page = await seller.poll({ stream, cursor });
  expect(page).toMatchObject({ events: [], more: false });
  await until(async () => {
    page = await seller.poll({ stream, cursor: page.cursor });
    return !page.cursor.includes('"report"');
  }, 'the report is read');
  return page;
}
const figures = async (page: PollPage) =>
  new Map(
    (await seller.normalised(page.events))
      .filter((event) => event.kind === 'performance')
      .map((record: PerformanceRecord) => [[record.metric, record.marketplace].filter(Boolean).join(' '), record]),
  );
const notices = async (page: PollPage) =>
  (await seller.normalised(page.events)).filter((event) => event.kind === 'platform_notice');

it('files every figure with the report’s own target, for each marketplace', async () => {
  seller.amazon.setPerformance({ lateShipmentRate: 0.05, listingPolicyViolations: 2 });
  const { events } = await reported('performance');
  const all = await figures({ events } as PollPage);
  const late = all.get('late_shipment_rate');
  expect(late).toMatchObject({
    platformName: 'lateShipmentRate',
    value: 0.05,
    unit: 'fraction',
    target: { value: 0.04, comparator: '<' },
    status: 'bad',
    period: { from: Date.parse('2026-10-21T00:00Z'), until: Date.parse('2026-11-19T23:59Z') },
    at: now,
  });
  expect(all.get('order_defect_rate')).toMatchObject({ value: 0.002, status: 'good' });
  expect(all.get('order_defect_rate_fba')).toMatchObject({ value: 0, platformName: 'orderDefectRate.afn' });
  expect(all.get('cancellation_rate')).toMatchObject({ value: 0.005, target: { value: 0.01 } });
  expect(all.get('valid_tracking_rate')).toMatchObject({ value: 0.98, target: { value: 0.95, comparator: '>' } });
  expect(all.get('listing_policy_violations')).toMatchObject({
    value: 2,
    unit: 'count',
    target: { value: 0, comparator: '=' },
    status: 'bad',
  });
  expect(all.get('account_health_rating')).toMatchObject({ unit: 'status', platformStatus: 'GREAT', status: 'good' });
  expect(all.get('account_status')).toMatchObject({ value: null, platformStatus: 'NORMAL', status: 'good' });
  expect(await notices({ events } as PollPage)).toEqual([]);
});

it('files a second marketplace beside the first', async () => {
  await seller.stop();
  await open({ api: { marketplaceIds: 'A1PA6795UKMFR9, APJ6JRA9NG5V4' } });
  seller.amazon.setPerformance({ marketplaceId: 'APJ6JRA9NG5V4', lateShipmentRate: 0.03 });
  const all = await figures(await reported('performance'));
  expect(all.get('late_shipment_rate')!.value).toBe(0.01);
  expect(all.get('late_shipment_rate it')!.value).toBe(0.03);
});

it('reads the example’s spelling as well as the schema’s', async () => {
  await seller.stop();
  await open({ healthSpelling: 'example' });
  seller.amazon.setPerformance({ accountStatus: 'DEACTIVATED', accountHealthRating: 'WARNED' });
  const page = await reported('performance');
  const all = await figures(page);
  expect(all.get('cancellation_rate')).toMatchObject({ value: 0.005 });
  expect(all.get('account_health_rating')).toMatchObject({ platformStatus: 'WARNED', status: 'at_risk' });
  expect(all.get('account_status')).toMatchObject({ platformStatus: 'SUSPENDED', status: 'bad' });
  expect(await notices(page)).toMatchObject([{ topic: 'account_health', text: 'SUSPENDED A1PA6795UKMFR9' }]);
});

it('tells once that the account got worse, not in every report', async () => {
  const good = await reported('performance');
  seller.amazon.setPerformance({ accountStatus: 'AT_RISK' });
  now += 7 * 3_600_000;
  const worse = await reported('performance', good.cursor);
  expect(await notices(worse)).toMatchObject([{ externalId: 'account_status AT_RISK 2026-11-20', needsAttention: true }]);
  now += 7 * 3_600_000;
  const same = await reported('performance', worse.cursor);
  expect(await notices(same)).toEqual([]);
});

it('waits for the next one until it is due', async () => {
  const { cursor } = await reported('performance');
  now += 5 * 3_600_000;
  await seller.poll({ stream: 'performance', cursor });
  expect(seller.traces.filter(({ call }) => call === 'createReport')).toHaveLength(1);
});

it('asks anew an hour after a failure, and makes trouble of the third in a row', async () => {
  let cursor: string | null = null;
  for (let failure = 1; failure <= 3; failure++) {
    seller.amazon.failNextReport('GET_V2_SELLER_PERFORMANCE_REPORT');
    ({ cursor } = await reported('performance', cursor));
    const again = seller.poll({ stream: 'performance', cursor });
    if (failure < 3) await expect(again).resolves.toMatchObject({ events: [] });
    else await expect(again).rejects.toMatchObject({ fault: 'invalid' });
    now += 3_600_000;
  }
  const { events } = await reported('performance', cursor);
  expect(events).toHaveLength(1);
});

it('files feedback with its answer, and a report without any as nothing', async () => {
  expect((await reported('reviews')).events).toEqual([]);
  const { id } = seller.amazon.placeOrder({ buyer: 'k2j5h8x0q1w3e4r' });
  seller.amazon.postReview({ order: id, rating: 1, text: 'Kam nie an.', response: 'Es tut uns leid.', at: now });
  now += 7 * 3_600_000;
  const { events } = await reported('reviews');
  expect(await seller.normalised(events)).toEqual([
    {
      kind: 'review',
      externalId: `feedback ${id}`,
      rating: 1,
      text: 'Kam nie an.',
      answer: 'Es tut uns leid.',
      orderId: id,
      buyer: { id: 'k2j5h8x0q1w3e4r@marketplace.amazon.de' },
      writtenAt: Date.parse('2026-11-20'),
      updatedAt: now,
    },
  ]);
});

it('reads a report in the encoding of its marketplace, zipped or not, with a heading in any language', async () => {
  await seller.stop();
  await open({
    flatFileCharset: 'ISO-8859-1',
    reportCompression: 'none',
    feedbackHeading: ['Datum', 'Bewertung', 'Kommentare', 'Antwort', 'Bestellnummer', 'E-Mail'],
  });
  const { id } = seller.amazon.placeOrder();
  seller.amazon.postReview({ order: id, rating: 2, text: 'Für mich zu groß', at: now });
  const { events } = await reported('reviews');
  expect(await seller.normalised(events)).toMatchObject([{ text: 'Für mich zu groß' }]);
});

it('files a return, and tells of it while it waits for the seller', async () => {
  const { id: order } = seller.amazon.placeOrder({ items: [{ title: 'Flasche' }] });
  const { id } = seller.amazon.openReturn({ order, at: now });
  const first = await reported('after_sales');
  const [record, notice] = await seller.normalised(first.events);
  expect(record).toMatchObject({
    kind: 'after_sale',
    externalId: id,
    type: 'return',
    orderId: order,
    open: true,
    platformStatus: 'Pending',
    reason: 'CR-DEFECTIVE',
    amount: { amount: '24.90', currency: 'EUR' },
    openedAt: Date.parse('2026-11-20'),
  });
  expect(notice).toMatchObject({
    kind: 'platform_notice',
    externalId: `return_request ${id}`,
    topic: 'return_request',
    orderId: order,
  });
  now += 3 * 3_600_000;
  const again = await reported('after_sales', first.cursor);
  expect(again.events.map(({ externalId }) => externalId)).toEqual(first.events.map(({ externalId }) => externalId));
});

it('reads a span of returns again in pieces of 59 days, as nobody may ask for more', async () => {
  const { id: order } = seller.amazon.placeOrder();
  const ids = [100, 50, 1].map((days) => seller.amazon.openReturn({ order, at: now - days * 86_400_000 }).id);
  const range = { from: now - 110 * 86_400_000, until: now };
  const found: string[] = [];
  let cursor: string | null = null;
  await until(async () => {
    try {
      const page: PollPage = await seller.poll({ stream: 'after_sales', range, cursor });
      found.push(...page.events.map(({ externalId }) => externalId.split(' ')[1]!));
      cursor = page.cursor;
      return !page.more;
    } catch (error) {
      expect(error).toMatchObject({ fault: 'throttled', retryAfterMs: 60_000 });
      return false;
    }
  }, 'the span is read');
  expect(found).toEqual(ids);
});

it('does not follow a presigned address with its token, nor tell it to anybody', async () => {
  await reported('performance');
  expect(seller.amazon.history().filter(({ host }) => host === 'documents')).toMatchObject([{ status: 200 }]);
  expect(JSON.stringify(seller.traces)).not.toContain('X-Amz-Signature');
});
