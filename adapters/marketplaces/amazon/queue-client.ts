import type * as Sdk from '@aws-sdk/client-sqs';
import type { CallTrace } from '../../../src/ports/call-trace.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { QueueAccount } from './api-config.ts';

export interface QueueMessage {
  id: string;
  body: string;
  /** With which it is deleted. */
  handle: string;
}

export interface QueueClient {
  /** Up to ten messages; hidden from other readers for a minute. @throws MarketplaceError */
  receive(store: StoreRecord, queue: QueueAccount, signal: AbortSignal): Promise<QueueMessage[]>;
  /** @throws MarketplaceError */
  remove(store: StoreRecord, queue: QueueAccount, messages: readonly QueueMessage[]): Promise<void>;
  stop(): void;
}

/**
 * Any wait at all makes the queue ask all its servers; a long one would hold a place among the rounds of other stores, of
 * which few run at a time.
 */
const waitSeconds = 1;
const hiddenSeconds = 60;
const timeoutMs = 15_000;

/** Reads the SQS queues into which Amazon puts notifications. The SDK is loaded when the first queue is read. */
export function createQueueClient({ onTrace }: { onTrace: (trace: CallTrace) => void }): QueueClient {
  const stopped = new AbortController();
  /** By store: a changed store gets a new client, and the old one goes. */
  const clients = new Map<string, { queue: QueueAccount; client: Sdk.SQSClient }>();

  function clientOf(sdk: typeof Sdk, store: StoreRecord, queue: QueueAccount): Sdk.SQSClient {
    const known = clients.get(store.id);
    if (known?.queue === queue) return known.client;
    known?.client.destroy();
    const { region, accessKeyId, secretAccessKey, endpoint } = queue;
    const client = new sdk.SQSClient({ region, endpoint, credentials: { accessKeyId, secretAccessKey } });
    clients.set(store.id, { queue, client });
    return client;
  }

  async function traced<T>(store: StoreRecord, call: string, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const started = performance.now();
    const trace = (status: number, fault: string | null, requestId: string | null): void =>
      onTrace({ account: store.id, call, status, fault, ms: performance.now() - started, requestId });
    try {
      const answer = await act(AbortSignal.any([stopped.signal, AbortSignal.timeout(timeoutMs)]));
      trace(200, null, null);
      return answer;
    } catch (error) {
      const { status, requestId } = metadataOf(error);
      const fault = faultOf(error, status);
      trace(status, fault.fault, requestId);
      throw fault;
    }
  }

  return {
    async receive(store, queue, signal) {
      const sdk = await import('@aws-sdk/client-sqs');
      const wanted = new sdk.ReceiveMessageCommand({
        QueueUrl: queue.url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: hiddenSeconds,
      });
      const { Messages = [] } = await traced(store, 'ReceiveMessage', (limit) =>
        clientOf(sdk, store, queue).send(wanted, { abortSignal: AbortSignal.any([signal, limit]) }),
      );
      return Messages.map(({ MessageId = '', Body = '', ReceiptHandle = '' }) => ({
        id: MessageId,
        body: Body,
        handle: ReceiptHandle,
      }));
    },
    async remove(store, queue, messages) {
      const sdk = await import('@aws-sdk/client-sqs');
      const wanted = new sdk.DeleteMessageBatchCommand({
        QueueUrl: queue.url,
        Entries: messages.map(({ handle }, index) => ({ Id: String(index), ReceiptHandle: handle })),
      });
      await traced(store, 'DeleteMessageBatch', (limit) => clientOf(sdk, store, queue).send(wanted, { abortSignal: limit }));
    },
    stop() {
      stopped.abort();
      for (const { client } of clients.values()) client.destroy();
      clients.clear();
    },
  };
}

function metadataOf(error: unknown): { status: number; requestId: string | null } {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number; requestId?: string } };
  return { status: $metadata?.httpStatusCode ?? 0, requestId: $metadata?.requestId ?? null };
}

/** Keys that the queue refuses say nothing of the seller's authorisation: `forbidden`, not `expired`. */
function faultOf(error: unknown, status: number): MarketplaceError {
  const name = error instanceof Error ? error.name : 'unknown';
  const detail = { platformCode: name, cause: error };
  const told = `the queue answered ${name}`;
  if (/NonExistentQueue|QueueDoesNotExist/.test(name)) return new MarketplaceError('invalid', told, detail);
  if (status === 429 || /Throttl/.test(name)) return new MarketplaceError('throttled', told, { ...detail, retryAfterMs: 5_000 });
  if (status === 403 || /AccessDenied|Signature|Token|UnrecognizedClient/.test(name))
    return new MarketplaceError('forbidden', told, detail);
  return new MarketplaceError(status >= 400 && status < 500 ? 'invalid' : 'down', told, detail);
}
