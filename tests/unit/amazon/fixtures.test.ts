import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRows, readTable } from '../../../adapters/marketplaces/amazon/flat-file.ts';
import { createAmazon } from '../../../adapters/marketplaces/amazon/index.ts';
import type { Polled } from '../../../adapters/marketplaces/amazon/polled.ts';
import { readCursor } from '../../../adapters/marketplaces/amazon/poll-cursor.ts';
import { readDay } from '../../../adapters/marketplaces/amazon/read-day.ts';
import { readEnvelope } from '../../../adapters/marketplaces/amazon/notification.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import * as z from 'zod';
import { normalise } from './seller.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/amazon-api');
const fixture = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const adapter = createAmazon({ sender: { send: () => Promise.reject(new Error('no mail here')), close() {} } });
const store: StoreRecord = {
  id: 'acme-de',
  platform: 'amazon',
  name: 'Acme',
  site: 'de',
  locale: 'de',
  zone: 'Europe/Berlin',
  settings: { sandbox: false, api: { sellerId: 'A2TESTSELLER' } },
};
const of = (polled: Polled) => normalise(adapter, { externalId: 'x', body: JSON.stringify(polled) }, store);
const json = (name: string) => JSON.parse(fixture(name)) as Record<string, unknown>;
const orderId = '302-7654321-1234567';

describe('recorded payloads', () => {
  const notifications: Record<string, object[]> = {
    'account-status-changed': [
      { kind: 'performance', metric: 'account_status', platformStatus: 'AT_RISK', status: 'at_risk' },
      { kind: 'platform_notice', topic: 'account_health' },
    ],
    'order-change-status': [{ kind: 'resource_hint', stream: 'orders', id: orderId }],
    'order-change-cancel-requested': [
      { kind: 'resource_hint', stream: 'orders', id: orderId },
      { kind: 'platform_notice', topic: 'cancellation_request', orderId, sentAt: Date.parse('2026-11-20T08:59:58Z') },
    ],
    'report-processing-finished': [{ kind: 'resource_hint', stream: 'performance' }],
    'fba-inventory-availability-changes': [{ kind: 'stock' }],
  };
  it.each(Object.entries(notifications))('%s', async (name, events) => {
    const read = await of({ type: 'notification', text: fixture(`${name}.json`) });
    expect(read).toMatchObject(events);
    expect(await of({ type: 'notification', text: fixture(`${name}.json`) })).toEqual(read);
  });

  it('orders, their search, stock, health in both spellings, feedback, returns', async () => {
    expect(await of({ type: 'order', order: json('get-order.json').order })).toMatchObject([
      { kind: 'order', externalId: orderId },
      { externalId: `cancel ${orderId}` },
    ]);
    const [wished, shipped] = json('search-orders.json').orders as unknown[];
    expect(await of({ type: 'order', order: wished })).toMatchObject([
      { cancelRequested: true },
      { externalId: `cancel ${orderId}`, text: 'Falsche Farbe bestellt' },
    ]);
    expect(await of({ type: 'order', order: shipped })).toMatchObject([{ status: 'shipped' }]);
    const { payload } = json('get-inventory-summaries.json') as { payload: { inventorySummaries: unknown[] } };
    for (const summary of payload.inventorySummaries)
      expect(await of({ type: 'stock', readAt: 0, summary })).toMatchObject([{ kind: 'stock' }]);
    for (const name of ['health-report', 'health-report-example-spelling']) {
      const events = await of({ type: 'health', reportedAt: 1, before: {}, report: json(`${name}.json`) });
      const metrics = events.flatMap((event) => (event.kind === 'performance' ? [event.metric] : []));
      expect(metrics).toEqual(
        expect.arrayContaining(['order_defect_rate', 'cancellation_rate', 'account_health_rating', 'account_status']),
      );
      expect(new Set(metrics).size).toBe(metrics.length);
    }
    expect(await of({ type: 'feedback', reportedAt: 1, row: readRows(fixture('seller-feedback.tsv'))[1]! })).toMatchObject([
      { kind: 'review', rating: 1, orderId },
    ]);
    expect(await of({ type: 'return', reportedAt: 1, rows: readTable(fixture('returns.tsv')) })).toMatchObject([
      { externalId: 'D1a2b3c4RRMA', open: true, type: 'claim' },
      { topic: 'return_request' },
      { topic: 'a_to_z_claim' },
    ]);
  });

  it('are all read here', () => {
    const read = [
      ...Object.keys(notifications),
      'get-order',
      'search-orders',
      'get-inventory-summaries',
      'health-report',
      'health-report-example-spelling',
    ];
    const others = ['get-report', 'get-messaging-actions'];
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(files.map((name) => name.slice(0, -5)).toSorted()).toEqual([...read, ...others].toSorted());
  });
});

describe('whatever comes', () => {
  it('is read, or parked with an Error', async () => {
    const shapes = fc.constantFrom('order', 'notification', 'health', 'feedback', 'return', 'stock', 'else');
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc.tuple(shapes, fc.jsonValue(), fc.string()).map(([type, value, text]) =>
        JSON.stringify({
          type,
          text,
          order: value,
          report: value,
          summary: value,
          reportedAt: 1,
          readAt: 1,
          before: {},
          row: [text],
          rows: [{ a: text }],
        }),
      ),
      fc
        .tuple(fc.constantFrom(...readdirSync(folder).filter((name) => name.endsWith('.json'))), fc.nat(), fc.nat(), fc.string())
        .map(([name, from, length, put]) => {
          const text = fixture(name);
          const at = from % text.length;
          const spoilt = text.slice(0, at) + put + text.slice(at + (length % 40));
          return JSON.stringify({ type: 'notification', text: spoilt });
        }),
    );
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        try {
          expect(Array.isArray(await normalise(adapter, { externalId: 'x', body: text }, store))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect(error).not.toBeInstanceOf(TypeError);
          expect(error).not.toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is no envelope when it is deep, and no cursor when it is not ours', () => {
    expect(readEnvelope(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`)).toBeNull();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (cursor) => {
        readCursor(z.object({ after: z.number() }), cursor);
      }),
    );
  });

  it('is a day only when it is one', () => {
    for (const [text, site] of [
      ['2026/11/20', 'jp'],
      ['20-Nov-2026', 'de'],
      ['20.11.26', 'de'],
      ['11/20/26', 'us'],
      ['20/11/2026', 'uk'],
    ] as const)
      expect([text, readDay(text, site)]).toEqual([text, Date.parse('2026-11-20')]);
    for (const text of ['', '20/13/2026', '31.02.2026', 'gestern', '0000/00/00', '1'])
      expect(readDay(text, 'de')).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (text) => {
        const day = readDay(text, 'us');
        expect(day === undefined || Number.isInteger(day)).toBe(true);
      }),
    );
  });
});
