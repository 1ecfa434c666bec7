import * as z from 'zod';
import { ReplyError } from '../../../src/ports/marketplace.ts';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { ReplyAddress } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { asReplyError } from './reply-fault.ts';
import { id, textOrNone } from './wire.ts';

const address = z.object({ review: z.string().regex(/^\d{1,20}$/) });
const answered = z.object({
  response: z.object({
    result_list: z.array(z.object({ fail_error: textOrNone, fail_message: textOrNone })).nullish(),
  }),
});
const shown = z.object({
  response: z.object({
    item_comment_list: z.array(z.object({ comment_id: id, comment_reply: z.object({ reply: textOrNone }).nullish() })).nullish(),
  }),
});

/** Where an answer to a review goes: one, for everybody to read (facts/marketplaces §5.4). */
export const reviewAddress = (review: string): ReplyAddress => ({ review });

export const isReviewAddress = (replyAddress: ReplyAddress): boolean => address.safeParse(replyAddress).success;

/** @throws ReplyError */
export async function answerReview(ask: Ask, { text, replyAddress, attachments = [] }: OutgoingReply, store: StoreRecord) {
  if (attachments.length > 0) throw new ReplyError('permanent', 'an answer to a review takes words only');
  const { review } = address.parse(replyAddress);
  // A bare number, which may be longer than a double holds (facts/marketplaces §5.5).
  const body = { comment_list: [{ comment_id: BigInt(review), comment: text }] };
  const { response } = await ask(store, { name: 'product.reply_comment', body }, answered).catch((error: unknown) => {
    throw asReplyError(error);
  });
  const refused = response.result_list?.find(({ fail_error }) => fail_error);
  if (refused) throw new ReplyError('permanent', `${refused.fail_message ?? ''} (${refused.fail_error})`.trim());
  return { externalId: `answer to review ${review}` };
}

/** Whether it stands below the review. @throws MarketplaceError */
export async function findReviewAnswer(ask: Ask, { text, replyAddress }: OutgoingReply, store: StoreRecord) {
  const { review } = address.parse(replyAddress);
  const query = { comment_id: review, cursor: '', page_size: 1 };
  const { response } = await ask(store, { name: 'product.get_comment', query }, shown);
  const found = response.item_comment_list?.find(({ comment_id }) => comment_id === review);
  return found?.comment_reply?.reply?.trim() === text.trim() ? { externalId: `answer to review ${review}` } : null;
}
