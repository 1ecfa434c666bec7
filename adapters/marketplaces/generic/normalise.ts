import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { normaliseRecord } from './normalise-record.ts';
import { payload } from './payload.ts';

/** @throws ZodError when the payload is none this shop may send: the event is parked with that error, nothing is lost */
export async function normalise(event: StoredEvent): Promise<MarketplaceEvent[]> {
  const read = payload.parse(JSON.parse(Buffer.from(event.body).toString('utf8')));
  const { type, data } = read;
  switch (type) {
    case 'message.created': {
      const { buyer, order, subject, language: locale } = data;
      const thread = data.conversation_id ?? `${buyer.id} ${order?.id ?? ''}`;
      return [
        {
          kind: 'buyer_message',
          externalId: data.message_id ?? event.externalId,
          thread,
          buyer,
          orderId: order?.id,
          items: order?.items,
          subject,
          text: data.text,
          locale,
          sentAt: data.sent_at ?? event.receivedAt,
          replyAddress: { conversation: data.conversation_id ?? null, buyer: buyer.id },
          attachments: data.attachments?.map(({ url, ...known }) => ({ ...known, from: { url } })),
        },
      ];
    }
    case 'message.sent':
      return [
        {
          kind: 'seller_message',
          externalId: data.message_id ?? event.externalId,
          thread: data.conversation_id ?? (data.buyer ? `${data.buyer.id} ${data.order?.id ?? ''}` : undefined),
          buyerId: data.buyer?.id,
          orderId: data.order?.id,
          text: data.text,
          sentAt: data.sent_at ?? event.receivedAt,
        },
      ];
    case 'reply.confirmed':
    case 'reply.bounced':
    case 'reply.opted_out':
      return [
        {
          kind: 'delivery_report',
          replyIds: [data.reply_id],
          state: type.slice('reply.'.length) as 'confirmed' | 'bounced' | 'opted_out',
          reason: data.reason,
          at: data.at ?? event.receivedAt,
        },
      ];
    default:
      return [normaliseRecord(read, event.receivedAt)];
  }
}
