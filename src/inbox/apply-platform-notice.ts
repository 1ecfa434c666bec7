import type { Desk } from '../desk.ts';
import type { BuyerMessage, PlatformNotice } from '../ports/marketplace-event.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { applyBuyerMessage } from './apply-buyer-message.ts';
import type { Happening } from './batch.ts';
import { noticeThread, platformBuyer } from './ledger.ts';
import { notUnderstood } from './not-understood.ts';
import type { Ledger } from './ledger.ts';

/**
 * What the platform itself says. A notice that needs somebody becomes a ticket like a buyer's message, filed under the
 * platform as its sender; the others are done once they are in the inbox.
 */
export function applyPlatformNotice(desk: Desk, ledger: Ledger, happening: Happening, notice: PlatformNotice): number | null {
  if (!notice.needsAttention) return null;
  const texts = textsOf(desk);
  const named = `notice.${notice.topic}`;
  const subject = notice.subject || (texts.has(named) ? texts(named) : texts('notice.other', { topic: notice.topic }));
  const event: BuyerMessage = {
    kind: 'buyer_message',
    externalId: notice.externalId,
    thread: noticeThread(notice),
    buyer: { id: platformBuyer, name: happening.store.platform },
    orderId: notice.orderId,
    subject,
    text: notice.text ? `${subject}\n${notice.text}` : subject,
    sentAt: notice.sentAt,
    replyAddress: {},
  };
  return applyBuyerMessage(desk, ledger, { ...happening, event, understanding: notUnderstood });
}
