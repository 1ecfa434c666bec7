import type { Desk } from '../desk.ts';
import type { ConversationRow, SendingRow } from './ledger-rows.ts';
import type { Ledger } from './ledger.ts';

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
