import type { Desk } from '../desk.ts';
import type { ConversationRow, SendingRow } from './ledger-rows.ts';
import type { Ledger } from './ledger.ts';

/** Whether a picture from our side is one of a reply that is being sent: chats show each as a message of its own. */
export const isPictureUnderWay = (ledger: Ledger, conversation: ConversationRow): boolean =>
  ledger.sending.all().some(({ conversationId, files }) => conversationId === conversation.id && files > 0);

/**
 * The reply of ours that these words are, while its sending has not been answered. Platforms push what we say to us as well,
 * and a push can be faster than the answer to the call that caused it.
 */
export function replyUnderWay(
  desk: Desk,
  ledger: Ledger,
  conversation: ConversationRow | undefined,
  text: string,
): SendingRow | undefined {
  // Files without words look alike.
  if (text.trim() === '') return undefined;
  return ledger.sending
    .all()
    .find(
      ({ conversationId, sentTextSealed, externalId }) =>
        conversationId === conversation?.id &&
        externalId === null &&
        sentTextSealed !== null &&
        desk.db.seal.open(sentTextSealed).trim() === text.trim(),
    );
}

/** The reply of ours that one of these ids at the platform was made of (`OutgoingReply.id`), while its sending has not been answered. */
export function replyNamed(
  ledger: Ledger,
  storeId: string,
  ids: readonly string[] = [],
): { row: SendingRow; id: string } | undefined {
  for (const id of ids) {
    const row = ledger.sending.all().find((one) => one.storeId === storeId && id.includes(one.id));
    if (row) return { row, id };
  }
  return undefined;
}
