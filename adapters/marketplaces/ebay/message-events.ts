import type { PolledEvent } from '../../../src/ports/marketplace.ts';
import type { EbayAccount } from './client.ts';
import { readMessages } from './conversations.ts';
import type { ConversationType } from './conversations.ts';
import { learnOwnName } from './learn-own-name.ts';
import type { PolledMessage } from './polled.ts';

/** What was said in a conversation within a span, one event for each message. @throws MarketplaceError */
export async function messageEvents(
  account: EbayAccount,
  conversation: { id: string; type: ConversationType },
  { from, until = Infinity }: { from: number; until?: number },
): Promise<PolledEvent[]> {
  const { title, messages } = await readMessages(account, conversation, from);
  if (conversation.type === 'FROM_MEMBERS') await learnOwnName(account, messages);
  const listing = account.listings.get(conversation.id);
  return messages
    .filter(({ at }) => at <= until)
    .map(({ id, raw }) => {
      const body: PolledMessage = {
        kind: 'message',
        self: account.names.all(),
        conversation: { ...conversation, ...(title && { title }), ...(listing && { listing }) },
        message: raw,
      };
      return { externalId: `message ${id}`, body: JSON.stringify(body) };
    });
}
