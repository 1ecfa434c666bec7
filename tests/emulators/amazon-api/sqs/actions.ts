import { z } from 'zod';
import type { Queue } from './queue.ts';
import { QueueRefusal } from './refusal.ts';

export interface QueueHost {
  queue: Queue;
  queueUrl: string;
  /** The platform's own account, for the policy. */
  policy: string;
  stopped: AbortSignal;
}

type Action = (host: QueueHost, input: unknown) => Promise<object> | object;

const onQueue = { QueueUrl: z.string() };
const receive = z.object({
  ...onQueue,
  MaxNumberOfMessages: z.number().int().default(1),
  VisibilityTimeout: z.number().int().optional(),
  WaitTimeSeconds: z.number().int().default(0),
  AttributeNames: z.array(z.string()).default([]),
  MessageSystemAttributeNames: z.array(z.string()).default([]),
});
const deletion = z.object({ ...onQueue, ReceiptHandle: z.string() });
const batch = z.object({ ...onQueue, Entries: z.array(z.object({ Id: z.string(), ReceiptHandle: z.string() })) });
const visibility = z.object({ ...onQueue, ReceiptHandle: z.string(), VisibilityTimeout: z.number().int() });
const attributes = z.object({ ...onQueue, AttributeNames: z.array(z.string()).default([]) });

const refuse = (type: string, message: string, queryCode = `AWS.SimpleQueueService.${type}`) =>
  new QueueRefusal(400, `com.amazonaws.sqs#${type}`, message, queryCode);
const outOfRange = (name: string, range: string) =>
  new QueueRefusal(
    400,
    'com.amazon.coral.service#InvalidParameterValueException',
    `Value for parameter ${name} is invalid. Reason: Must be ${range}.`,
    'InvalidParameterValue',
  );

/** The actions of SQS that a reader of notifications needs, as the AWS API reference describes them. */
export const actions: Record<string, Action> = {
  async ReceiveMessage(host, input) {
    const wanted = receive.parse(input);
    const { MaxNumberOfMessages: most, WaitTimeSeconds: wait } = wanted;
    if (most < 1 || most > 10) throw outOfRange('MaxNumberOfMessages', 'between 1 and 10, if provided');
    if (wait < 0 || wait > 20) throw outOfRange('WaitTimeSeconds', '>= 0 and <= 20, if provided');
    const { queue, stopped } = host;
    const hidden = wanted.VisibilityTimeout ?? queue.options.visibilityTimeoutSeconds ?? 30;
    if (hidden < 0 || hidden > 43_200) throw outOfRange('VisibilityTimeout', '>= 0 and <= 43200');
    const end = performance.now() + wait * 1_000 * (queue.options.longPollFactor ?? 1);
    let messages = queue.receive(most, hidden);
    while (messages.length === 0 && performance.now() < end && !stopped.aborted) {
      // A message also becomes visible by the clock alone, of which nobody tells.
      await queue.changed(Math.min(25, Math.max(1, end - performance.now())));
      messages = queue.receive(most, hidden);
    }
    const names = [...wanted.AttributeNames, ...wanted.MessageSystemAttributeNames];
    const named = (of: Record<string, string>) =>
      Object.fromEntries(Object.entries(of).filter(([name]) => names.includes(name) || names.includes('All')));
    if (messages.length === 0) return {};
    return {
      Messages: messages.map(({ messageId, receiptHandle, body, md5, received, sentAt, firstReceivedAt }) => ({
        MessageId: messageId,
        ReceiptHandle: receiptHandle,
        MD5OfBody: md5,
        Body: body,
        ...(names.length > 0
          ? {
              Attributes: named({
                ApproximateReceiveCount: String(received),
                SentTimestamp: String(sentAt),
                ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
                SenderId: '437568002678',
              }),
            }
          : {}),
      })),
    };
  },

  DeleteMessage({ queue }, input) {
    if (!queue.delete(deletion.parse(input).ReceiptHandle))
      throw refuse('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.', 'ReceiptHandleIsInvalid');
    return {};
  },

  DeleteMessageBatch({ queue }, input) {
    const { Entries: entries } = batch.parse(input);
    if (entries.length === 0)
      throw refuse('EmptyBatchRequest', 'There should be at least one DeleteMessageBatchRequestEntry in the request.');
    if (entries.length > 10) throw refuse('TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10.');
    if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
      throw refuse('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
    const done = entries.map(({ Id, ReceiptHandle }) => ({ Id, deleted: queue.delete(ReceiptHandle) }));
    return {
      Successful: done.filter(({ deleted }) => deleted).map(({ Id }) => ({ Id })),
      Failed: done
        .filter(({ deleted }) => !deleted)
        .map(({ Id }) => ({
          Id,
          SenderFault: true,
          Code: 'ReceiptHandleIsInvalid',
          Message: 'The input receipt handle is invalid.',
        })),
    };
  },

  ChangeMessageVisibility({ queue }, input) {
    const { ReceiptHandle, VisibilityTimeout } = visibility.parse(input);
    if (VisibilityTimeout < 0 || VisibilityTimeout > 43_200) throw outOfRange('VisibilityTimeout', '>= 0 and <= 43200');
    if (!queue.changeVisibility(ReceiptHandle, VisibilityTimeout))
      throw refuse('MessageNotInflight', 'The message is not in flight.');
    return {};
  },

  GetQueueAttributes({ queue, policy }, input) {
    const { AttributeNames: names } = attributes.parse(input);
    const { visible, hidden } = queue.counts();
    const all: Record<string, string> = {
      QueueArn: queue.arn,
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(hidden),
      ApproximateNumberOfMessagesDelayed: '0',
      VisibilityTimeout: String(queue.options.visibilityTimeoutSeconds ?? 30),
      MessageRetentionPeriod: '345600',
      ReceiveMessageWaitTimeSeconds: '0',
      ...(queue.letsNotificationsIn ? { Policy: policy } : {}),
    };
    const shown = Object.entries(all).filter(([name]) => names.includes(name) || names.includes('All'));
    return shown.length > 0 ? { Attributes: Object.fromEntries(shown) } : {};
  },
};
