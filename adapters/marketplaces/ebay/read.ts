import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { PolledEvent } from '../../../src/ports/marketplace.ts';
import type { ResourceHint } from '../../../src/ports/marketplace-event.ts';
import type { EbayAccount } from './client.ts';
import { conversationTypes, listConversations } from './conversations.ts';
import type { ConversationType } from './conversations.ts';
import { readHint } from './hints.ts';
import { messageEvents } from './message-events.ts';
import { readOrder } from './orders.ts';
import { searchRequests } from './requests.ts';

/** What was said before is known, or was there before we were. */
const lookBackMs = 24 * 3_600_000;
/** A conversation with a new message stands among the newest. */
const newest = { offset: 0, limit: 10 };

/** @throws MarketplaceError `gone` where what was hinted at cannot be read */
export async function read({ stream, id = '' }: ResourceHint, account: EbayAccount): Promise<PolledEvent[]> {
  const hint = readHint(id);
  switch (stream) {
    case 'messages':
      return readConversation(account, hint, Date.now() - lookBackMs);
    case 'orders':
      return [await readOrder(account, hint.id)];
    case 'after_sales': {
      const kind = hint.kind === 'return' || hint.kind === 'inquiry' || hint.kind === 'case' ? hint.kind : undefined;
      return kind ? (await searchRequests(account, kind, { id: hint.id }, Date.now())).events : [];
    }
    default:
      return [];
  }
}

/** Of a push that does not say which type it is about, both are tried: buyers' conversations first. */
async function readConversation(
  account: EbayAccount,
  { kind, id }: { kind: string; id: string },
  from: number,
): Promise<PolledEvent[]> {
  const known = conversationTypes.find((type) => type === kind);
  if (known) return ofType(account, { id, type: known }, from);
  try {
    return await ofType(account, { id, type: 'FROM_MEMBERS' }, from);
  } catch (error) {
    if (!(error instanceof MarketplaceError) || error.fault !== 'gone') throw error;
    return ofType(account, { id, type: 'FROM_EBAY' }, from);
  }
}

async function ofType(
  account: EbayAccount,
  conversation: { id: string; type: ConversationType },
  from: number,
): Promise<PolledEvent[]> {
  // Only the list says which listing it is about; once in the life of a conversation.
  if (conversation.type === 'FROM_MEMBERS' && account.listings.get(conversation.id) === undefined) {
    await listConversations(account, { type: conversation.type, ...newest });
    if (account.listings.get(conversation.id) === undefined) account.listings.set(conversation.id, null);
  }
  return messageEvents(account, conversation, { from });
}
