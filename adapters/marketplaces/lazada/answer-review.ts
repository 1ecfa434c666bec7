import * as z from 'zod';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { ReplyAddress } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { asReplyError } from './reply-fault.ts';
import { id, textOrNone } from './shapes.ts';

const address = z.object({ review: z.string().regex(/^\d{1,20}$/) });
const shown = z.object({
  data: z.object({ review_list: z.array(z.object({ id, seller_reply: textOrNone })).nullish() }),
});

/** Where an answer to a review goes: one, for everybody to read (facts/marketplaces §6). */
export const reviewAddress = (review: string): ReplyAddress => ({ review });

export const isReviewAddress = (replyAddress: ReplyAddress): boolean => address.safeParse(replyAddress).success;

/** @throws ReplyError */
export async function answerReview(ask: Ask, { text, replyAddress }: OutgoingReply, store: StoreRecord) {
  const { review } = address.parse(replyAddress);
  const params = { id: review, content: text };
  await ask(store, { path: '/review/seller/reply/add', params, method: 'POST' }, z.unknown()).catch((error: unknown) => {
    throw asReplyError(error);
  });
  return { externalId: `answer to review ${review}` };
}

/** Whether it stands below the review. @throws MarketplaceError */
export async function findReviewAnswer(ask: Ask, { text, replyAddress }: OutgoingReply, store: StoreRecord) {
  const { review } = address.parse(replyAddress);
  const { data } = await ask(store, { path: '/review/seller/list/v2', params: { id_list: `[${review}]` } }, shown);
  const found = data.review_list?.find((listed) => listed.id === review);
  return found?.seller_reply?.trim() === text.trim() ? { externalId: `answer to review ${review}` } : null;
}
