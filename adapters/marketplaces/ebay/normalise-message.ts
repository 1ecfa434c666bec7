import * as z from 'zod';
import { htmlText } from '../../mail/read-html.ts';
import type { MarketplaceEvent, PlatformNotice } from '../../../src/ports/marketplace-event.ts';
import { asideField, idField, instantField } from './fields.ts';
import { noticeKind } from './notice-kind.ts';
import type { PolledMessage } from './polled.ts';

const media = z.object({ mediaName: asideField(z.string().min(1)), mediaUrl: z.string().min(1) });

const messageSchema = z.object({
  messageId: idField,
  messageBody: z.string().nullish(),
  subject: asideField(z.string()),
  senderUsername: z.string().min(1),
  recipientUsername: asideField(z.string()),
  createdDate: instantField,
  messageMedia: asideField(z.array(media)),
});
type Message = z.infer<typeof messageSchema>;

/**
 * One message of a conversation, by who wrote it (facts/marketplaces §4.2). Where neither side is known by name it counts as
 * the buyer's: one card too many is better than one too few. @throws ZodError
 */
export function messageEvent({ self, conversation, message: raw }: PolledMessage): MarketplaceEvent {
  const message = messageSchema.parse(raw);
  const { messageId: externalId, senderUsername: sender, createdDate: sentAt } = message;
  const text = message.messageBody ?? '';
  if (conversation.type === 'FROM_EBAY') return notice(message, conversation.title);
  const { id: thread, title, listing } = conversation;
  if (self.some((name) => name.toLowerCase() === sender.toLowerCase())) {
    const { recipientUsername: buyerId } = message;
    return { kind: 'seller_message', externalId, thread, ...(buyerId && { buyerId }), text, sentAt };
  }
  const attachments = (message.messageMedia ?? []).map(({ mediaName: name, mediaUrl: url }) => ({
    ...(name && { name }),
    from: { url },
  }));
  return {
    kind: 'buyer_message',
    externalId,
    thread,
    buyer: { id: sender, name: sender },
    ...(listing && { items: [{ id: listing, ...(title && { title }) }] }),
    ...(message.subject && { subject: message.subject }),
    text,
    sentAt,
    replyAddress: { conversation: thread, buyer: sender },
    ...(attachments.length > 0 && { attachments }),
  };
}

/** What eBay itself writes: policy, cases, advertising. It takes no answer. */
function notice(message: Message, title: string | undefined): PlatformNotice {
  const subject = message.subject ?? title ?? 'eBay';
  const body = message.messageBody ?? '';
  const text = /<[a-z!/]/i.test(body) ? htmlText(body) : body;
  return {
    kind: 'platform_notice',
    externalId: message.messageId,
    ...noticeKind(`${subject}\n${text}`),
    subject,
    text,
    sentAt: message.createdDate,
  };
}
