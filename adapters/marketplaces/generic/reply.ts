import { ReplyError } from '../../../src/ports/marketplace.ts';
import type { OutgoingAttachment, OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { signStandardWebhook } from '../../webhooks/standard-webhooks.ts';

const timeLimitMs = 10_000;

/**
 * Posts a reply to the shop's own address, signed like its pushes. `webhook-id` is the reply's id: a shop that sees it
 * twice has it already.
 * @throws ReplyError
 */
export async function reply(outgoing: OutgoingReply, store: StoreRecord): Promise<{ externalId: string }> {
  const { secret, replyUrl } = store.settings.webhook ?? {};
  if (!secret || !replyUrl) throw new ReplyError('permanent', `store ${store.id} has no address for replies`);
  const { id, text, buyer, orderId, ticket, replyAddress, attachments = [] } = outgoing;
  const body = JSON.stringify({
    type: 'reply.created',
    data: {
      reply_id: id,
      conversation_id: replyAddress.conversation,
      buyer: { id: replyAddress.buyer, name: buyer.name },
      order: orderId,
      text,
      ticket,
      ...(attachments.length > 0 ? { attachments: attachments.map(linked) } : {}),
    },
  });
  // The shop checks it against its own clock, not against the sandbox's.
  const timestamp = Math.floor(Date.now() / 1000);
  let response: Response;
  try {
    response = await fetch(replyUrl, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeLimitMs),
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signStandardWebhook(secret, { id, timestamp, body }),
      },
      body,
    });
  } catch (cause) {
    throw new ReplyError('temporary', 'the shop cannot be reached', { cause });
  }
  await response.body?.cancel();
  if (response.ok) return { externalId: id };
  const temporary = response.status >= 500 || response.status === 408 || response.status === 429;
  throw new ReplyError(temporary ? 'temporary' : 'permanent', `the shop answered ${response.status}`);
}

/** The link is good for a week. @throws ReplyError when the service has no address that the shop could reach */
function linked({ name, type, bytes, url }: OutgoingAttachment): Record<string, unknown> {
  if (!url) throw new ReplyError('permanent', 'files go to the shop by link, and GENGFU_PUBLIC_URL is not set');
  return { name, type, size: bytes.length, url };
}
