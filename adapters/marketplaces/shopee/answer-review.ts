import * as z from 'zod';
import { ReplyError } from '../../../src/ports/marketplace.ts';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { reviewAnswerId } from '../../outbound/review-address.ts';
import type { Ask } from './client.ts';
import { asReplyError } from './reply-fault.ts';
import { id, textOrNone } from './wire.ts';

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

/** @param review its id @throws ReplyError */
export async function answerReview(ask: Ask, review: string, { text, attachments = [] }: OutgoingReply, store: StoreRecord) {
  if (attachments.length > 0) throw new ReplyError('permanent', 'an answer to a review takes words only');
  // A bare number, which may be longer than a double holds (facts/marketplaces §5.5).
  const body = { comment_list: [{ comment_id: BigInt(review), comment: text }] };
  const { response } = await ask(store, { name: 'product.reply_comment', body }, answered).catch((error: unknown) => {
    throw asReplyError(error);
  });
  const refused = response.result_list?.find(({ fail_error }) => fail_error);
  if (refused) throw new ReplyError('permanent', `${refused.fail_message ?? ''} (${refused.fail_error})`.trim());
  return { externalId: reviewAnswerId(review) };
}

/** Whether it stands below the review. @throws MarketplaceError */
export async function findReviewAnswer(ask: Ask, review: string, { text }: OutgoingReply, store: StoreRecord) {
  const query = { comment_id: review, cursor: '', page_size: 1 };
  const { response } = await ask(store, { name: 'product.get_comment', query }, shown);
  const found = response.item_comment_list?.find(({ comment_id }) => comment_id === review);
  return found?.comment_reply?.reply?.trim() === text.trim() ? { externalId: reviewAnswerId(review) } : null;
}
