import * as z from 'zod';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { reviewAnswerId } from '../../outbound/review-address.ts';
import type { Ask } from './client.ts';
import { asReplyError } from './reply-fault.ts';
import { id, textOrNone } from './shapes.ts';

const shown = z.object({
  data: z.object({ review_list: z.array(z.object({ id, seller_reply: textOrNone })).nullish() }),
});

/** @param review its id @throws ReplyError */
export async function answerReview(ask: Ask, review: string, { text }: OutgoingReply, store: StoreRecord) {
  const params = { id: review, content: text };
  await ask(store, { path: '/review/seller/reply/add', params, method: 'POST' }, z.unknown()).catch((error: unknown) => {
    throw asReplyError(error);
  });
  return { externalId: reviewAnswerId(review) };
}

/** Whether it stands below the review. @throws MarketplaceError */
export async function findReviewAnswer(ask: Ask, review: string, { text }: OutgoingReply, store: StoreRecord) {
  const { data } = await ask(store, { path: '/review/seller/list/v2', params: { id_list: `[${review}]` } }, shown);
  const found = data.review_list?.find((listed) => listed.id === review);
  return found?.seller_reply?.trim() === text.trim() ? { externalId: reviewAnswerId(review) } : null;
}
