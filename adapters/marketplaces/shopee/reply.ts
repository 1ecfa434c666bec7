import * as z from 'zod';
import { ReplyError } from '../../../src/ports/marketplace.ts';
import type { AttachmentLimits, OutgoingAttachment, OutgoingReply } from '../../../src/ports/marketplace.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { formFile } from '../../http/form-file.ts';
import { sendPictures } from '../../outbound/sent-pictures.ts';
import type { SentPictures } from '../../outbound/sent-pictures.ts';
import type { Ask } from './client.ts';
import { reviewOf } from '../../outbound/review-address.ts';
import { answerReview, findReviewAnswer } from './answer-review.ts';
import { newestMessages } from './conversation.ts';
import { message } from './message.ts';
import { asReplyError } from './reply-fault.ts';
import { id } from './wire.ts';

const address = z.object({
  toId: z.string().regex(/^\d{1,19}$/),
  conversationId: z.string().regex(/^\d{1,20}$/),
  /** 11 = an affiliate's conversation; buyers' have none (facts/marketplaces §5.2). */
  businessType: z.number().optional(),
});
const sent = z.object({ response: z.object({ message_id: id }) });
const uploaded = z.object({ response: z.object({ url: z.string().min(1) }) });

/** Pictures, each a message of its own. The size is clients' figure for one (facts/marketplaces §5.2 names none), here for all. */
export const attachmentLimits: AttachmentLimits = {
  maxBytes: 2_000_000,
  maxCount: 5,
  types: ['image/jpeg', 'image/png', 'image/gif'],
  by: 'content',
};

/** Says a reply to the buyer, its pictures first. @throws ReplyError */
export async function reply(
  { ask, pictures }: { ask: Ask; pictures: SentPictures },
  outgoing: OutgoingReply,
  store: StoreRecord,
): Promise<{ externalId: string }> {
  const { text, replyAddress } = outgoing;
  const review = reviewOf(replyAddress);
  if (review) return answerReview(ask, review, outgoing, store);
  if (store.site === 'tw')
    throw new ReplyError(
      'permanent',
      'Shopee Taiwan cannot be answered over its API; answer in Seller Centre, the ticket notices it',
    );
  const { toId, conversationId, businessType } = addressOf(replyAddress);
  async function say(said: { message_type: 'text' | 'image'; content: object }): Promise<string> {
    const body = {
      // A bare number, which may be longer than a double holds (facts/marketplaces §5.5).
      to_id: BigInt(toId),
      ...said,
      ...(businessType && { business_type: businessType, conversation_id: BigInt(conversationId) }),
    };
    try {
      return (await ask(store, { name: 'sellerchat.send_message', body }, sent)).response.message_id;
    } catch (error) {
      throw asReplyError(error);
    }
  }
  const lastPicture = await sendPictures(pictures, outgoing, async (picture) =>
    say({ message_type: 'image', content: { image_url: await upload(ask, picture, store) } }),
  );
  if (text === '' && lastPicture !== undefined) return { externalId: lastPicture };
  return { externalId: await say({ message_type: 'text', content: { text } }) };
}

/** Nobody sees a picture for its being uploaded, so that this may be done again. */
async function upload(ask: Ask, picture: OutgoingAttachment, store: StoreRecord): Promise<string> {
  const form = await formFile('file', picture);
  try {
    return (await ask(store, { name: 'sellerchat.upload_image', form, repeatable: true }, uploaded)).response.url;
  } catch (error) {
    throw asReplyError(error instanceof MarketplaceError ? withoutEffect(error) : error);
  }
}

/** How far the clocks of the platform and of this machine may be apart. */
const skewMs = 5 * 60_000;
/** A message that was known already, and is this much older than the attempt, is an earlier answer in the same words. */
const sameMomentMs = 30_000;

/**
 * Looks in the conversation for the shop's own message in these words from the time of the attempt, and counts the pictures
 * that went before them. @throws MarketplaceError
 */
export async function findReply(
  { ask, pictures }: { ask: Ask; pictures: SentPictures },
  outgoing: OutgoingReply,
  since: number,
  store: StoreRecord,
): Promise<{ externalId: string } | null> {
  const { id: replyId, text, replyAddress, references, attachments = [] } = outgoing;
  const review = reviewOf(replyAddress);
  if (review) return findReviewAnswer(ask, review, outgoing, store);
  const { toId, conversationId } = addressOf(replyAddress);
  const shown: string[] = [];
  for await (const listed of newestMessages(ask, store, conversationId, since - skewMs)) {
    const read = message.safeParse({ ...listed, created_timestamp: listed.created_timestamp / 1_000 });
    if (!read.success || read.data.from_id === toId) continue;
    const { message_id, created_timestamp, message_type } = read.data;
    if (message_type === 'image' && created_timestamp >= since - sameMomentMs) shown.push(message_id);
    if (read.data.content.text?.trim() !== text.trim()) continue;
    if (references.includes(message_id) && created_timestamp < since - sameMomentMs) continue;
    return { externalId: message_id };
  }
  // The newest came first.
  const [lastId] = shown;
  if (lastId === undefined || attachments.length === 0) return null;
  pictures.set(replyId, { count: shown.length, lastId });
  return text === '' && shown.length >= attachments.length ? { externalId: lastId } : null;
}

function addressOf(replyAddress: OutgoingReply['replyAddress']): z.infer<typeof address> {
  const read = address.safeParse(replyAddress);
  if (!read.success) throw new ReplyError('permanent', 'it is not known to whom on Shopee this answer goes');
  return read.data;
}

const withoutEffect = ({ fault, message, platformCode, cause }: MarketplaceError): MarketplaceError =>
  new MarketplaceError(fault, message, { platformCode, cause });
