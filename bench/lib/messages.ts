import { signStandardWebhook } from '../../adapters/webhooks/standard-webhooks.ts';
import { demoMessages } from '../../src/sandbox/demo-sentences.ts';
import { demoWebhookSecret } from '../../src/sandbox/install-demo.ts';
import type { IncomingEvent } from '../../src/inbox/inbox.ts';
import type { Post } from './deliver.ts';
import { rawPost } from './load.ts';

/** Signed pushes of the demo's sentences, each from a buyer of its own; `event` is the same as it lies in the inbox. */
export function signedMessages(count: number, tag: string): { request: Buffer; buyer: string; event: IncomingEvent }[] {
  const timestamp = Math.floor(Date.now() / 1000);
  return Array.from({ length: count }, (_, index) => {
    const { store, text, order, product } = demoMessages[index % demoMessages.length]!;
    const id = `${tag}-${index}`;
    const buyer = `${tag} ${index}`;
    const body = JSON.stringify({
      type: 'message.created',
      data: {
        message_id: id,
        buyer: { id: buyer, name: buyer },
        text,
        order: { id: `${order ?? 'none'}-${index}`, items: [{ title: product }] },
      },
    });
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signStandardWebhook(demoWebhookSecret, { id, timestamp, body }),
    };
    return {
      buyer,
      request: rawPost(`/in/generic/${store}`, headers, Buffer.from(body)),
      event: { storeId: store, source: 'generic', externalId: id, body: Buffer.from(body) },
    };
  });
}

/** The same as posts whose cards show under the buyer's name. */
export const signedPosts = (count: number, tag: string): Post[] =>
  signedMessages(count, tag).map(({ request, buyer }) => ({ request, keys: [buyer] }));
