import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startAmazonApi } from '../../emulators/amazon-api.ts';
import type { AmazonApi } from '../../emulators/amazon-api.ts';
import { sqsOf } from './amazon-api-client.ts';

let now: number;
let amazon: AmazonApi;
let sqs: SQSClient;
let QueueUrl: string;
beforeEach(async () => {
  now = Date.parse('2026-11-20T12:00:00Z');
  amazon = await startAmazonApi({ now: () => now });
  sqs = sqsOf(amazon);
  QueueUrl = amazon.credentials.queueUrl;
});
afterEach(async () => {
  sqs.destroy();
  await amazon.stop();
});

const receive = async (more: Record<string, unknown> = {}) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? [];
const bodies = async (more: Record<string, unknown> = {}) => (await receive(more)).map(({ Body }) => Body);
const remove = (ReceiptHandle: string | undefined) => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
const attributes = async () =>
  (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes ?? {};

it('hands over, hides, hands over again, and forgets what is deleted', async () => {
  const messageId = amazon.put('{"größe":"ü"}');
  const [first] = await receive({ AttributeNames: ['All'], VisibilityTimeout: 10 });
  // The SDK has checked MD5OfBody before we see it.
  expect(first).toMatchObject({
    MessageId: messageId,
    Body: '{"größe":"ü"}',
    Attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(now) },
  });
  expect(await receive()).toEqual([]);
  now += 9_999;
  expect(await receive()).toEqual([]);
  now += 1;
  const [second] = await receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
  expect(second).toMatchObject({ MessageId: messageId, Attributes: { ApproximateReceiveCount: '2' } });
  // An old handle is accepted and deletes nothing.
  await remove(first?.ReceiptHandle);
  expect((await attributes()).ApproximateNumberOfMessagesNotVisible).toBe('1');
  now += 2_000;
  await remove(second?.ReceiptHandle);
  now += 60_000;
  expect(await receive()).toEqual([]);
  expect(amazon.pushed()).toMatchObject([
    { attempt: 1, status: 0 },
    { attempt: 2, status: 200, elapsedMs: 2_000 },
  ]);
});

it('waits in a long poll until something comes', async () => {
  const started = performance.now();
  const waiting = bodies({ WaitTimeSeconds: 20 });
  await expect.poll(() => amazon.history().length).toBe(1);
  amazon.put('now');
  expect(await waiting).toEqual(['now']);
  expect(performance.now() - started).toBeLessThan(5_000);
});

it('ends a long poll empty, in shortened seconds', async () => {
  amazon.setQueue({ longPollFactor: 0.005 });
  const started = performance.now();
  expect(await receive({ WaitTimeSeconds: 20 })).toEqual([]);
  expect(performance.now() - started).toBeGreaterThan(90);
});

it('makes a message visible again at once', async () => {
  amazon.put('x');
  const [message] = await receive();
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 }));
  expect(await bodies()).toEqual(['x']);
});

it('delivers twice and out of order, on demand', async () => {
  amazon.setQueue({ duplicates: 1, order: 'newest_first' });
  amazon.put('first');
  amazon.put('second');
  const messages = await receive();
  expect(messages.map(({ Body }) => Body)).toEqual(['second', 'first']);
  for (const { ReceiptHandle } of messages) await remove(ReceiptHandle);
  const again = await receive();
  expect(again.map(({ MessageId }) => MessageId)).toEqual(messages.map(({ MessageId }) => MessageId));
  for (const { ReceiptHandle } of again) await remove(ReceiptHandle);
  expect(await receive()).toEqual([]);
});

it('deletes a batch, and says which of it failed', async () => {
  amazon.put('a');
  amazon.put('b');
  const [one, two] = await receive();
  const Entries = [
    { Id: '1', ReceiptHandle: one?.ReceiptHandle },
    { Id: '2', ReceiptHandle: two?.ReceiptHandle },
    { Id: '3', ReceiptHandle: 'made-up' },
  ];
  const answer = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  expect(answer.Successful).toEqual([{ Id: '1' }, { Id: '2' }]);
  expect(answer.Failed).toMatchObject([{ Id: '3', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);
  await expect(sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [] }))).rejects.toMatchObject({
    name: 'EmptyBatchRequest',
  });
  const twice = [Entries[0]!, Entries[0]!];
  await expect(sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: twice }))).rejects.toMatchObject({
    name: 'BatchEntryIdsNotDistinct',
  });
  const eleven = Array.from({ length: 11 }, (_none, index) => ({ Id: String(index), ReceiptHandle: 'x' }));
  await expect(sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: eleven }))).rejects.toMatchObject({
    name: 'TooManyEntriesInBatchRequest',
  });
});

it('hands over ten at most, keeps four days, and counts', async () => {
  for (let i = 0; i < 12; i += 1) amazon.put(String(i));
  expect(await receive()).toHaveLength(10);
  expect(await attributes()).toMatchObject({
    QueueArn: amazon.credentials.queueArn,
    ApproximateNumberOfMessages: '2',
    ApproximateNumberOfMessagesNotVisible: '10',
    Policy: expect.stringContaining('437568002678') as string,
  });
  now += 4 * 86_400_000;
  expect(await receive()).toEqual([]);
});

it.each([
  [{ MaxNumberOfMessages: 11 }, 'InvalidParameterValue'],
  [{ WaitTimeSeconds: 21 }, 'InvalidParameterValue'],
  [{ VisibilityTimeout: 43_201 }, 'InvalidParameterValue'],
  [{ QueueUrl: 'http://127.0.0.1/444455556666/other' }, 'QueueDoesNotExist'],
])('refuses %o', async (input, code) => {
  const client = sqsOf(amazon);
  const call = client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      ...input,
      ...('QueueUrl' in input ? { QueueUrl: `${amazon.baseUrls.sqs}/1/other` } : {}),
    }),
  );
  await expect(call).rejects.toSatisfy((error: Error & { Code?: string }) => `${error.name} ${error.Code}`.includes(code));
  client.destroy();
});

it('refuses a receipt handle it never gave', async () => {
  await expect(remove('made-up')).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
});

it('checks the signature of every call: key, secret, region, body and clock', async () => {
  const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = amazon.credentials;
  const wrong = [
    { credentials: { accessKeyId: 'AKIAOTHER', secretAccessKey } },
    { credentials: { accessKeyId, secretAccessKey: 'wrong' } },
    { credentials: { accessKeyId, secretAccessKey }, region: 'us-east-1' },
    { credentials: { accessKeyId, secretAccessKey }, systemClockOffset: -16 * 60_000 },
  ];
  for (const config of wrong) {
    const client = new SQSClient({
      endpoint: amazon.baseUrls.sqs,
      region: 'eu-west-1',
      maxAttempts: 1,
      ...config,
    });
    await expect(client.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    client.destroy();
  }
  const unsigned = await fetch(amazon.baseUrls.sqs, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.ReceiveMessage' },
    body: JSON.stringify({ QueueUrl }),
  });
  expect(unsigned.status).toBe(403);
  expect(await unsigned.json()).toMatchObject({ __type: expect.stringContaining('MissingAuthenticationToken') as string });
});

it('fails on demand: refused, and deleted though the answer is lost', async () => {
  amazon.put('x');
  amazon.failNext({ call: 'ReceiveMessage', status: 503 });
  await expect(receive()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  const [message] = await receive();
  amazon.failNext({ call: 'DeleteMessage', afterEffect: true });
  await expect(remove(message?.ReceiptHandle)).rejects.toThrow();
  now += 60_000;
  expect(await receive()).toEqual([]);
});

it('is read by a client that checks MD5OfBody', async () => {
  const bent = { MessageId: '1', ReceiptHandle: 'x', Body: 'x', MD5OfBody: '0'.repeat(32) };
  amazon.failNext({ call: 'ReceiveMessage', status: 200, body: JSON.stringify({ Messages: [bent] }) });
  await expect(receive()).rejects.toThrow(/MD5/);
});
