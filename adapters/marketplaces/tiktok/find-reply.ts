import * as z from 'zod';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { TiktokClient } from './client.ts';
import { id } from './fields.ts';
import { messagesSince } from './message-calls.ts';
import { readContent } from './message-content.ts';
import { conversationOf } from './reply-address.ts';

/** TikTok's clock and ours differ. */
const slackMs = 5 * 60_000;

const ours = z.looseObject({
  id,
  type: z.literal('TEXT'),
  content: z.string(),
  sender: z.looseObject({ role: z.enum(['SHOP', 'CUSTOMER_SERVICE']) }),
});

/** Looks for the same words of the shop since the attempt; those that are on file already are not meant. @throws MarketplaceError */
export async function findReply(
  client: TiktokClient,
  outgoing: OutgoingReply,
  since: number,
  store: StoreRecord,
): Promise<{ externalId: string } | null> {
  const thread = conversationOf(outgoing.replyAddress);
  if (thread === undefined) return null;
  const known = new Set(outgoing.references);
  const wanted = comparable(outgoing.text);
  for (const message of await messagesSince(client, store, thread, since - slackMs)) {
    const read = ours.safeParse(message);
    if (!read.success || known.has(read.data.id)) continue;
    if (comparable(readContent(read.data).text) === wanted) return { externalId: read.data.id };
  }
  return null;
}

/** Spaces and the composition of letters may change on the way. */
const comparable = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
