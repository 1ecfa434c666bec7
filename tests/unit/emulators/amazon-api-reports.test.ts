import { gunzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { startAmazonApi } from '../../emulators/amazon-api.ts';
import type { AmazonApi, AmazonApiOptions } from '../../emulators/amazon-api.ts';
import { schemaFaults } from '../../emulators/amazon-api/schemas.ts';
import { clientOf } from './amazon-api-client.ts';

const marketplaceIds = ['A1PA6795UKMFR9'];
let amazon: AmazonApi;
let call: (method: string, path: string, body?: unknown) => ReturnType<ReturnType<typeof clientOf>['call']>;
afterEach(() => amazon.stop());

async function start(options: AmazonApiOptions = {}): Promise<void> {
  amazon = await startAmazonApi({ rateScale: Infinity, ...options });
  const client = clientOf(amazon);
  const token = await client.sellerToken();
  call = (method, path, body) => client.call(token, method, path, { body });
}

async function finished(reportType: string, more: Record<string, unknown> = {}) {
  const created = await call('POST', '/reports/2021-06-30/reports', { reportType, marketplaceIds, ...more });
  expect(created.status).toBe(202);
  const path = `/reports/2021-06-30/reports/${String(created.body.reportId)}`;
  await expect.poll(async () => (await call('GET', path)).body.processingStatus).toMatch(/DONE|CANCELLED|FATAL/);
  return (await call('GET', path)).body;
}

async function documentOf(report: Record<string, unknown>, more = '') {
  const { body } = await call('GET', `/reports/2021-06-30/documents/${String(report.reportDocumentId)}${more}`);
  return body as unknown as { url: string; compressionAlgorithm?: string };
}

it('makes the health report by its schema, zipped', async () => {
  await start();
  amazon.setPerformance({ orderDefectRate: 0.02, accountStatus: 'AT_RISK' });
  const report = await finished('GET_V2_SELLER_PERFORMANCE_REPORT');
  expect(report).toMatchObject({ processingStatus: 'DONE', reportType: 'GET_V2_SELLER_PERFORMANCE_REPORT' });
  const { url, compressionAlgorithm } = await documentOf(report);
  expect(compressionAlgorithm).toBe('GZIP');
  const answer = await fetch(url);
  expect(answer.headers.get('content-encoding')).toBeNull();
  const json = JSON.parse(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString()) as Record<string, unknown>;
  expect(schemaFaults('GET_V2_SELLER_PERFORMANCE_REPORT', json)).toEqual([]);
  expect(json).toMatchObject({
    accountStatuses: [{ marketplaceId: 'A1PA6795UKMFR9', status: 'AT_RISK' }],
    performanceMetrics: [
      { orderDefectRate: { mfn: { rate: 0.02, targetValue: 0.01, status: 'BAD' } }, lateShipmentRate: { status: 'GOOD' } },
    ],
  });
});

it('spells the health report as the example does, on demand', async () => {
  await start({ healthSpelling: 'example', reportCompression: 'none' });
  amazon.setPerformance({ accountStatus: 'DEACTIVATED' });
  const { url, compressionAlgorithm } = await documentOf(await finished('GET_V2_SELLER_PERFORMANCE_REPORT'));
  expect(compressionAlgorithm).toBeUndefined();
  const json: unknown = await (await fetch(url)).json();
  expect(json).toMatchObject({
    accountStatuses: [{ status: 'SUSPENDED' }],
    performanceMetrics: [{ prefulfillmentCancelRate: { rate: 0.005 }, accountHealthRating: { ahrStatus: 'GREAT' } }],
  });
});

it('lets an HTTP client unzip by itself when the address is asked for so', async () => {
  await start();
  const { url } = await documentOf(await finished('GET_V2_SELLER_PERFORMANCE_REPORT'), '?enableContentEncodingUrlHeader=true');
  expect(await (await fetch(url)).json()).toHaveProperty('accountStatuses');
});

it('reports feedback of one to three stars only', async () => {
  await start({ reportCompression: 'none' });
  const { id } = amazon.placeOrder();
  const at = Date.parse('2026-11-19T10:00:00Z');
  amazon.postReview({ order: id, rating: 5, text: 'Super', at });
  amazon.postReview({ order: id, rating: 2, text: 'Zu spät\tund nass', at });
  const { url } = await documentOf(await finished('GET_SELLER_FEEDBACK_DATA'));
  const answer = await fetch(url);
  expect(answer.headers.get('content-type')).toMatch(/tab-separated-values;charset=UTF-8/);
  expect((await answer.text()).split('\r\n')).toEqual([
    'Date\tRating\tComments\tResponse\tOrder ID\tRater Email',
    `2026/11/19\t2\tZu spät und nass\t\t${id}\t43vfy537czcw8nq@marketplace.amazon.de`,
    '',
  ]);
});

it('reports returns by their heading, in another charset on demand', async () => {
  await start({ reportCompression: 'none', flatFileCharset: 'ISO-8859-1' });
  const { id } = amazon.placeOrder({ items: [{ title: 'Trinkflasche grün', sku: 'BOTTLE-750' }] });
  amazon.openReturn({ order: id, reason: 'CR-DEFECTIVE', aToZClaim: true });
  const { url } = await documentOf(await finished('GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE'));
  const text = Buffer.from(await (await fetch(url)).arrayBuffer()).toString('latin1');
  const [heading, row] = text.split('\r\n').map((line) => line.split('\t'));
  const cell = (name: string) => row![heading!.indexOf(name)];
  expect(heading).toHaveLength(32);
  expect([cell('Order ID'), cell('Return Reason'), cell('A-to-Z Claim'), cell('Item Name'), cell('Merchant SKU')]).toEqual([
    id,
    'CR-DEFECTIVE',
    'Y',
    'Trinkflasche grün',
    'BOTTLE-750',
  ]);
});

it('cancels a report that has no data, and fails one of too many days', async () => {
  await start();
  const empty = await finished('GET_SELLER_FEEDBACK_DATA');
  expect(empty).toMatchObject({ processingStatus: 'CANCELLED' });
  expect(empty).not.toHaveProperty('reportDocumentId');
  const { id } = amazon.placeOrder();
  amazon.openReturn({ order: id });
  const long = { dataStartTime: new Date(Date.now() - 61 * 86_400_000).toISOString() };
  expect(await finished('GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE', long)).toMatchObject({ processingStatus: 'FATAL' });
  amazon.failNextReport('GET_V2_SELLER_PERFORMANCE_REPORT');
  expect(await finished('GET_V2_SELLER_PERFORMANCE_REPORT')).toMatchObject({ processingStatus: 'FATAL' });
  expect(await finished('GET_V2_SELLER_PERFORMANCE_REPORT')).toMatchObject({ processingStatus: 'DONE' });
});

it('lets a document address expire after five minutes and nobody bend it', async () => {
  let now = Date.parse('2026-11-20T12:00:00Z');
  await start({ now: () => now });
  const { url } = await documentOf(await finished('GET_V2_SELLER_PERFORMANCE_REPORT'));
  expect((await fetch(url, { headers: { authorization: 'Bearer x' } })).status).toBe(400);
  expect((await fetch(url.slice(0, -1))).status).toBe(403);
  now += 299_000;
  expect((await fetch(url)).status).toBe(200);
  now += 1_000;
  const late = await fetch(url);
  expect(late.status).toBe(403);
  expect(await late.text()).toContain('Request has expired');
  expect(amazon.history().some(({ query }) => 'X-Amz-Signature' in query)).toBe(false);
});

it('cancels what waits, lists by type and page, and refuses what the model forbids', async () => {
  await start({ reportTakesMs: 60_000 });
  const reportType = 'GET_V2_SELLER_PERFORMANCE_REPORT';
  const create = async () => (await call('POST', '/reports/2021-06-30/reports', { reportType, marketplaceIds })).body.reportId;
  const first = String(await create());
  await create();
  expect((await call('DELETE', `/reports/2021-06-30/reports/${first}`)).status).toBe(200);
  expect((await call('DELETE', `/reports/2021-06-30/reports/${first}`)).status).toBe(400);

  const list = await call('GET', `/reports/2021-06-30/reports?reportTypes=${reportType}&pageSize=1`);
  expect(list.body).toMatchObject({ reports: [{ processingStatus: 'IN_QUEUE' }] });
  const nextToken = encodeURIComponent(String(list.body.nextToken));
  expect((await call('GET', `/reports/2021-06-30/reports?nextToken=${nextToken}&pageSize=1`)).status).toBe(400);
  const next = await call('GET', `/reports/2021-06-30/reports?nextToken=${nextToken}`);
  expect(next.body).toMatchObject({ reports: [{ reportId: first, processingStatus: 'CANCELLED' }] });

  for (const body of [
    { reportType },
    { reportType, marketplaceIds: [] },
    { reportType: 'BAD_FEE_DISCOUNTS_REPORT', marketplaceIds },
    { reportType, marketplaceIds, dataStartTime: 'yesterday' },
    { reportType, marketplaceIds, marketplace: 'DE' },
  ])
    expect((await call('POST', '/reports/2021-06-30/reports', body)).status).toBe(400);
  expect((await call('POST', '/reports/2021-06-30/reports', { reportType, marketplaceIds: ['ATVPDKIKX0DER'] })).status).toBe(403);
  expect((await call('GET', '/reports/2021-06-30/reports')).status).toBe(400);
  expect((await call('GET', '/reports/2021-06-30/reports/1')).status).toBe(404);
  expect((await call('GET', '/reports/2021-06-30/documents/unknown')).status).toBe(404);
});
