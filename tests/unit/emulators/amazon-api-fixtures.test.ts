import { readFileSync, readdirSync } from 'node:fs';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { startAmazonApi } from '../../emulators/amazon-api.ts';
import { operationOf } from '../../emulators/amazon-api/models.ts';
import { faultsOf } from '../../emulators/amazon-api/oracle.ts';
import { schemaFaults } from '../../emulators/amazon-api/schemas.ts';
import { sqsOf } from './amazon-api-client.ts';

const folder = new URL('../../fixtures/amazon-api/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const json = (name: string): unknown => JSON.parse(read(name));

const pushes = {
  'account-status-changed.json': 'ACCOUNT_STATUS_CHANGED',
  'order-change-status.json': 'ORDER_CHANGE',
  'order-change-cancel-requested.json': 'ORDER_CHANGE',
  'report-processing-finished.json': 'REPORT_PROCESSING_FINISHED',
  'fba-inventory-availability-changes.json': 'FBA_INVENTORY_AVAILABILITY_CHANGES',
} as const;
const polls = {
  'search-orders.json': 'searchOrders',
  'get-order.json': 'getOrder',
  'get-report.json': 'getReport',
  'get-inventory-summaries.json': 'getInventorySummaries',
  'get-messaging-actions.json': 'getMessagingActionsForOrder',
};
const documents = ['health-report.json', 'health-report-example-spelling.json', 'seller-feedback.tsv', 'returns.tsv'];

it('covers every recorded payload', () => {
  expect(readdirSync(folder).sort()).toEqual([...Object.keys(pushes), ...Object.keys(polls), ...documents].sort());
});

it.each(Object.entries(pushes))('%s fits the schema of %s', (name, type) => {
  expect(schemaFaults(type, json(name))).toEqual([]);
});

it.each(Object.entries(polls))('%s fits the answer of %s', (name, operationId) => {
  expect(faultsOf(operationOf(operationId), 200, json(name))).toEqual([]);
});

it('has the health report in both spellings, of which the schema knows one', () => {
  expect(schemaFaults('GET_V2_SELLER_PERFORMANCE_REPORT', json('health-report.json'))).toEqual([]);
  expect(schemaFaults('GET_V2_SELLER_PERFORMANCE_REPORT', json('health-report-example-spelling.json'))).not.toEqual([]);
});

it.each(['seller-feedback.tsv', 'returns.tsv'])('%s has as many cells in each row as in its heading', (name) => {
  const [heading, ...rows] = read(name).replace(/\r\n$/, '').split('\r\n');
  expect(rows.length).toBeGreaterThan(0);
  // A row's last cells may be empty, so its tabs are what counts.
  for (const row of rows) expect(row.split('\t').length).toBe(heading!.split('\t').length);
});

it.each(Object.keys(pushes))('%s comes through the queue byte by byte', async (name) => {
  await using amazon = await startAmazonApi();
  amazon.put(read(name));
  const sqs = sqsOf(amazon);
  const { Messages: messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: amazon.credentials.queueUrl }));
  expect(messages?.[0]?.Body).toBe(read(name));
  sqs.destroy();
});
