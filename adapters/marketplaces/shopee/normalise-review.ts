import * as z from 'zod';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { reviewAddress } from '../../outbound/review-address.ts';
import { id, idOrNone, seconds, secondsOrNone, textOrNone } from './wire.ts';

const review = z.object({
  comment_id: id,
  order_sn: idOrNone,
  item_id: idOrNone,
  rating_star: z.number().nullish(),
  comment: textOrNone,
  buyer_username: textOrNone,
  create_time: seconds,
  comment_reply: z.object({ reply: textOrNone, create_time: secondsOrNone }).nullish().catch(null),
});

/** A review with the seller's public answer (facts/marketplaces §5.4). It names the buyer, but not by id. @throws ZodError */
export function normaliseReview(body: unknown): MarketplaceEvent[] {
  const read = review.parse(body);
  const stars = read.rating_star ?? 0;
  return [
    {
      kind: 'review',
      externalId: read.comment_id,
      rating: stars >= 1 && stars <= 5 ? stars : undefined,
      text: read.comment,
      orderId: read.order_sn,
      productId: read.item_id,
      answer: read.comment_reply?.reply,
      replyAddress: read.comment_reply?.reply ? undefined : reviewAddress(read.comment_id),
      writtenAt: read.create_time,
      updatedAt: Math.max(read.create_time, read.comment_reply?.create_time ?? 0),
    },
  ];
}
