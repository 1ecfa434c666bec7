import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEbay } from '../../emulators/ebay.ts';
import type { EbayEmulator } from '../../emulators/ebay.ts';
import { faults } from '../../oracles/ebay/check.ts';
import { codeOf, createClient, startReceiver } from './ebay-client.ts';
import type { EbayClient } from './ebay-client.ts';

const api = '/sell/fulfillment/v1/order';
const day = 86_400_000;
const start = Date.parse('2026-11-20T10:00:00.000Z');
const iso = (at: number) => new Date(at).toISOString();

let emulator: EbayEmulator;
let client: EbayClient;
let token: string;
beforeEach(async () => {
  emulator = await startEbay({ now: () => start });
  client = createClient(emulator);
  token = await client.userToken();
});
afterEach(() => emulator.stop());

const find = (filter: string, rest = '') => client.call('GET', `${api}?filter=${encodeURIComponent(filter)}${rest}`, token);
async function found(filter: string): Promise<string[]> {
  const { status, body } = await find(filter);
  expect(status).toBe(200);
  expect(faults('order/orders', body)).toEqual([]);
  return (body.orders as { orderId: string }[]).map(({ orderId }) => orderId);
}

describe('orders', () => {
  test('are those of the last 90 days unless a filter says otherwise', async () => {
    const fresh = emulator.placeOrder({ at: start - day });
    const old = emulator.placeOrder({ at: start - 91 * day });
    expect((await client.call('GET', api, token)).body.orders).toMatchObject([{ orderId: fresh.id }]);
    expect(await found(`creationdate:[${iso(start - 100 * day)}..]`)).toEqual([fresh.id, old.id]);
  });

  test('are found by change and by status; of both dates creation alone counts', async () => {
    const changed = emulator.placeOrder({ at: start - 5 * day });
    const other = emulator.placeOrder({ at: start - 4 * day, status: 'FULFILLED' });
    emulator.changeOrder(changed.id, { status: 'IN_PROGRESS', at: start - day });
    const recently = `lastmodifieddate:[${iso(start - 2 * day)}..${iso(start)}]`;
    expect(await found(recently)).toEqual([changed.id]);
    expect(await found(`${recently},creationdate:[${iso(start - 10 * day)}..]`)).toEqual([other.id, changed.id]);
    expect(await found('orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}')).toEqual([changed.id]);
  });

  test.each([
    ['buyer:x', '400/30700'],
    ['creationdate:2026', '400/30800'],
    ['creationdate:[2026-11-20..]', '400/30810'],
    [`creationdate:[..${iso(start)}]`, '400/30820'],
    [`creationdate:[${iso(start - 800 * day)}..]`, '400/30830'],
    [`creationdate:[${iso(start)}..${iso(start - day)}]`, '400/30840'],
    [`lastmodifieddate:[${iso(start)}..${iso(start + day)}]`, '400/30850'],
    ['orderfulfillmentstatus:{LOST}', '400/30800'],
  ])('refuse the filter %s', async (filter, code) => {
    expect(codeOf(await find(filter))).toBe(code);
  });

  test('come in pages of 50, and of 200 at most', async () => {
    for (let i = 0; i < 51; i += 1) emulator.placeOrder();
    const { body } = await client.call('GET', api, token);
    expect([(body.orders as unknown[]).length, body.total]).toEqual([50, 51]);
    expect((await client.call('GET', `${api}?limit=200`, token)).body.next).toBeUndefined();
    expect(codeOf(await client.call('GET', `${api}?limit=201`, token))).toBe('400/31100');
    expect(codeOf(await client.call('GET', `${api}?orderIds=${Array(51).fill('1').join()}`, token))).toBe('400/30900');
  });

  test('show a cancel request to who asks for the one order', async () => {
    const { id } = emulator.placeOrder({ name: 'Pat Buyer' });
    emulator.changeOrder(id, { cancelState: 'CANCELED', cancelReason: 'BUYER_CANCEL' });
    const single = await client.call('GET', `${api}/${id}`, token);
    expect(faults('order/order', single.body)).toEqual([]);
    expect(single.body.cancelStatus).toMatchObject({
      cancelState: 'CANCELED',
      cancelRequests: [{ cancelReason: 'BUYER_CANCEL' }],
    });
    expect((await client.call('GET', api, token)).body.orders).toMatchObject([{ cancelStatus: { cancelRequests: [] } }]);
    expect(codeOf(await client.call('GET', `${api}/12-00000-00000`, token))).toBe('404/32100');
  });

  test('are shipped by line, spelled one way and read another', async () => {
    const { id } = emulator.placeOrder({ items: [{ id: '256000000001', quantity: 2 }, { id: '256000000002' }] });
    const path = `${api}/${id}/shipping_fulfillment`;
    expect((await client.call('GET', path, token)).body).toEqual({ fulfillments: [], total: 0 });
    const { lineItems } = (await client.call('GET', `${api}/${id}`, token)).body as { lineItems: { lineItemId: string }[] };
    const first = { lineItems: [{ lineItemId: lineItems[0]?.lineItemId, quantity: 2 }] };
    const request = { ...first, shippedDate: iso(start), shippingCarrierCode: 'ROYAL_MAIL', trackingNumber: 'RM1GB' };
    expect(faults('order/shippingRequest', request)).toEqual([]);
    expect(codeOf(await client.call('POST', path, token, { ...request, shippingCarrierCode: undefined }))).toBe('400/32300');
    expect(codeOf(await client.call('POST', path, token, { ...request, trackingNumber: 'RM 1' }))).toBe('400/32300');
    expect(codeOf(await client.call('POST', path, token, { ...request, lineItems: [{ lineItemId: '1' }] }))).toBe('400/32200');
    const made = await client.call('POST', path, token, request);
    expect([made.status, made.headers.get('location')?.endsWith('/RM1GB')]).toEqual([201, true]);
    expect((await client.call('GET', `${api}/${id}`, token)).body.orderFulfillmentStatus).toBe('IN_PROGRESS');
    emulator.changeOrder(id, { tracking: { carrier: 'DHL', number: 'D2' } });
    const shipped = await client.call('GET', path, token);
    expect(faults('order/fulfillments', shipped.body)).toEqual([]);
    expect(shipped.body.fulfillments).toMatchObject([{ shipmentTrackingNumber: 'RM1GB' }, { shipmentTrackingNumber: 'D2' }]);
    expect((await client.call('GET', `${api}/${id}`, token)).body.orderFulfillmentStatus).toBe('FULFILLED');
  });
});

describe('post-order', () => {
  const search = async (kind: string, shape: string, query = '') => {
    const { status, body } = await client.call('GET', `/post-order/v2/${kind}/search${query}`, token);
    expect(status).toBe(200);
    expect(faults(`post-order/${shape}`, body)).toEqual([]);
    return body.members as Record<string, unknown>[];
  };

  test('finds returns, inquiries and cases', async () => {
    const { id: order } = emulator.placeOrder();
    const one = emulator.openReturn({ order, text: 'Wrong length', at: start - day });
    const two = emulator.openInquiry({ order });
    const three = emulator.openCase({ order });
    expect(await search('return', 'returns')).toMatchObject([{ returnId: one.id, orderId: order }]);
    expect(await search('inquiry', 'inquiries')).toMatchObject([{ inquiryId: two.id }]);
    expect(await search('casemanagement', 'cases')).toMatchObject([{ caseId: three.id }]);
    emulator.changeRequest(one.id, { state: 'CLOSED', status: 'CLOSED' });
    expect(await search('return', 'returns', '?return_state=ALL_OPEN')).toEqual([]);
    const closed = await search('return', 'returns', '?return_state=CLOSED');
    expect(closed[0]).not.toHaveProperty('sellerResponseDue');
    expect(await search('return', 'returns', `?creation_date_range_from=${iso(start - 200 * day)}`)).toEqual([]);
  });

  test('takes answers, and wants IAF before the token', async () => {
    const { id: order } = emulator.placeOrder();
    const { id } = emulator.openReturn({ order });
    const path = `/post-order/v2/return/${id}`;
    expect((await client.call('POST', `${path}/send_message`, token, { message: { content: 'Sorry!' } })).status).toBe(200);
    expect(emulator.saidIn(id)).toEqual(['Sorry!']);
    expect((await client.call('POST', `${path}/cancel`, token, {})).status).toBe(404);
    const bearer = await client.request('GET', `${emulator.baseUrls.api}${path}`, { authorization: `Bearer ${token}` });
    expect(codeOf(bearer)).toBe('401/1001');
    expect((await client.call('GET', path, token)).body.summary).toMatchObject({ returnId: id });
    expect((await client.call('GET', '/post-order/v2/return/9', token)).status).toBe(404);
  });

  test('may want a signed refund, and may be gone', async () => {
    await using strict = await startEbay({ digitalSignatures: 'asked', decommissioned: [/casemanagement/] });
    const other = createClient(strict);
    const accessToken = await other.userToken();
    const { id } = strict.openReturn({ order: strict.placeOrder().id });
    const refund = await other.call('POST', `/post-order/v2/return/${id}/issue_refund`, accessToken, {});
    expect(refund.status).toBe(403);
    expect((await other.call('GET', '/post-order/v2/casemanagement/search', accessToken)).status).toBe(410);
  });
});

describe('standing', () => {
  test('is read by program and cycle, a hundred times a day', async () => {
    emulator.setPerformance({ level: 'BELOW_STANDARD', defectRate: 2.5 });
    const path = '/sell/analytics/v1/seller_standards_profile';
    const all = await client.call('GET', path, token);
    expect(faults('analytics/profiles', all.body)).toEqual([]);
    const one = await client.call('GET', `${path}/PROGRAM_US/CURRENT`, token);
    expect(faults('analytics/profile', one.body)).toEqual([]);
    expect(one.body.standardsLevel).toBe('BELOW_STANDARD');
    expect(codeOf(await client.call('GET', `${path}/PROGRAM_FR/CURRENT`, token))).toBe('400/53105');
    expect(codeOf(await client.call('GET', `${path}/PROGRAM_US/NEXT`, token))).toBe('400/53115');
    for (let i = 4; i < 100; i += 1) await client.call('GET', path, token);
    expect(codeOf(await client.call('GET', path, token))).toBe('429/2001');
  });

  test('against the peers is read by metric and marketplace', async () => {
    emulator.setRating({ metric: 'ITEM_NOT_RECEIVED', rating: 'VERY_HIGH', value: 2.5, average: 0.8, marketplace: 'EBAY_GB' });
    const path = '/sell/analytics/v1/customer_service_metric';
    const { body } = await client.call('GET', `${path}/ITEM_NOT_RECEIVED/CURRENT?evaluation_marketplace_id=EBAY_GB`, token);
    expect(faults('analytics/serviceMetric', body)).toEqual([]);
    expect(JSON.stringify(body)).toContain('VERY_HIGH');
    expect(codeOf(await client.call('GET', `${path}/ITEM_NOT_RECEIVED/CURRENT`, token))).toBe('400/54401');
    expect(codeOf(await client.call('GET', `${path}/LATE/CURRENT?evaluation_marketplace_id=EBAY_GB`, token))).toBe('404/54400');
    const other = await client.call('GET', `${path}/ITEM_NOT_RECEIVED/PROJECTED?evaluation_marketplace_id=EBAY_GB`, token);
    expect(codeOf(other)).toBe('409/54200');
  });

  test('in the eyes of buyers can be answered', async () => {
    const { feedbackId } = emulator.postReview({ order: emulator.placeOrder().id, rating: 'NEGATIVE', text: 'Never arrived' });
    const path = '/commerce/feedback/v1';
    const query = `user_id=${emulator.credentials.username}&feedback_type=FEEDBACK_RECEIVED&filter=commentType:NEGATIVE`;
    const { body } = await client.call('GET', `${path}/feedback?${query}`, token);
    expect(faults('feedback/entries', body)).toEqual([]);
    const [entry] = body.feedbackEntries as { providerUserDetail: { userId: string } }[];
    const answer = {
      feedbackId,
      recipientUserId: entry?.providerUserDetail.userId,
      responseText: 'Sorry!',
      responseType: 'REPLY',
    };
    expect((await client.call('POST', `${path}/respond_to_feedback`, token, answer)).status).toBe(200);
    expect(emulator.answersTo(feedbackId)).toEqual(['Sorry!']);
  });
});

test('everything that happens is pushed as described', async () => {
  const receiver = await startReceiver(emulator.credentials.verificationToken);
  await emulator.deliverTo(receiver.url);
  const { id: order } = emulator.placeOrder({ items: [{}, {}] });
  emulator.changeOrder(order, { tracking: { carrier: 'DHL', number: 'D1' } });
  emulator.changeOrder(order, { cancelState: 'IN_PROGRESS' });
  emulator.openReturn({ order });
  emulator.openInquiry({ order });
  emulator.postReview({ order, text: 'Fine' });
  emulator.setPerformance({});
  emulator.setRating({ metric: 'ITEM_NOT_RECEIVED', rating: 'AVERAGE', value: 1, average: 1 });
  emulator.ebayWrites({ subject: 'Policy', text: 'Notice' });
  emulator.deleteAccount('buyer_77');
  emulator.revokeAuthorisation();
  await expect.poll(() => receiver.arrived.length).toBe(13);
  await receiver.stop();
  const pushes = receiver.arrived.map(({ body }) => JSON.parse(body) as { metadata: { topic: string } });
  for (const push of pushes) expect(faults('notification/push', push)).toEqual([]);
  // Once per line item.
  expect(pushes.filter(({ metadata }) => metadata.topic === 'ORDER_CONFIRMATION')).toHaveLength(2);
  expect(pushes.filter(({ metadata }) => metadata.topic === 'ITEM_MARKED_SHIPPED')).toHaveLength(2);
});
