import * as z from 'zod';
import type { ReviewRecord } from '../../../src/ports/marketplace-records.ts';
import { asideField, idField, instantField } from './fields.ts';
import type { PolledFeedback } from './polled.ts';
import { wordTable } from '../../../src/word-table.ts';

/** The API is new: members other than the id and the type are UNCONFIRMED (facts/marketplaces §4.4). */
const entrySchema = z.object({
  feedbackId: idField,
  commentType: asideField(z.string()),
  feedbackComment: asideField(z.object({ commentText: asideField(z.string()) })),
  feedbackEnteredDate: asideField(instantField),
  providerUserDetail: asideField(z.object({ username: asideField(z.string().min(1)), userId: asideField(z.string().min(1)) })),
  orderLineItemSummary: asideField(z.object({ listingId: asideField(idField), orderId: asideField(idField) })),
});

/** Feedback has no stars (facts of the port: positive 5, neutral 3, negative 1). */
const ratings = wordTable<number>({ POSITIVE: 5, NEUTRAL: 3, NEGATIVE: 1 });

/** @throws ZodError */
export function feedbackEvents({ entry, readAt }: PolledFeedback): ReviewRecord[] {
  const feedback = entrySchema.parse(entry);
  const { feedbackComment, orderLineItemSummary: item, providerUserDetail: provider } = feedback;
  const rating = ratings[feedback.commentType ?? ''];
  const buyer = provider?.username ?? provider?.userId;
  return [
    {
      kind: 'review',
      externalId: feedback.feedbackId,
      ...(rating !== undefined && { rating }),
      ...(feedbackComment?.commentText && { text: feedbackComment.commentText }),
      ...(item?.orderId && { orderId: item.orderId }),
      ...(item?.listingId && { productId: item.listingId }),
      ...(buyer && { buyer: { id: buyer } }),
      writtenAt: feedback.feedbackEnteredDate ?? readAt,
      // A revision keeps the day of the first writing.
      updatedAt: readAt,
    },
  ];
}
