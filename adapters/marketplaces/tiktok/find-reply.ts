import * as z from 'zod';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { SentPictures } from '../../outbound/sent-pictures.ts';
import type { TiktokClient } from './client.ts';
import { id } from './fields.ts';
import { messagesSince, timeOf } from './message-calls.ts';
import { readContent } from './message-content.ts';
import { conversationOf } from './reply-address.ts';

/** TikTok's clock and ours differ. */
const slackMs = 5 * 60_000;
/** A picture that is this much older than the attempt belongs to an earlier answer. */
const sameMomentMs = 30_000;

const ours = z.looseObject({
  id,
  type: z.enum(['TEXT', 'IMAGE']),
  content: z.string(),
  sender: z.looseObject({ role: z.enum(['SHOP', 'CUSTOMER_SERVICE']) }),
});

/**
 * Looks for the same words of the shop since the attempt; those that are on file already are not meant. Counts the pictures that
 * went before them. @throws MarketplaceError
 */
export async function findReply(
  { client, pictures }: { client: TiktokClient; pictures: SentPictures },
  outgoing: OutgoingReply,
  since: number,
  store: StoreRecord,
): Promise<{ externalId: string } | null> {
  const thread = conversationOf(outgoing.replyAddress);
  if (thread === undefined) return null;
  const known = new Set(outgoing.references);
  const wanted = comparable(outgoing.text);
  const shown: string[] = [];
  for (const message of await messagesSince(client, store, thread, since - slackMs)) {
    const read = ours.safeParse(message);
    if (!read.success || known.has(read.data.id)) continue;
    if (read.data.type === 'IMAGE') {
      if (timeOf(message) >= since - sameMomentMs) shown.push(read.data.id);
      continue;
    }
    if (comparable(readContent(read.data).text) === wanted) return { externalId: read.data.id };
  }
  const lastId = shown.at(-1);
  const { attachments = [] } = outgoing;
  if (lastId === undefined || attachments.length === 0) return null;
  pictures.set(outgoing.id, { count: shown.length, lastId });
  return outgoing.text === '' && shown.length >= attachments.length ? { externalId: lastId } : null;
}

/** Spaces and the composition of letters may change on the way. */
const comparable = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
