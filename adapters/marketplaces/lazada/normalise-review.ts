import * as z from 'zod';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { reviewAddress } from '../../outbound/review-address.ts';
import { id, idOrNone, textOrNone, timeOrNone } from './shapes.ts';

const stars = z.coerce.number().min(1).max(5).optional().catch(undefined);

const review = z.object({
  id,
  order_id: idOrNone,
  product_id: idOrNone,
  review_content: textOrNone,
  ratings: z.object({ overall_rating: stars, product_rating: stars }).nullish(),
  seller_reply: textOrNone,
  submit_time: timeOrNone,
  create_time: timeOrNone,
});

/** @param raw one review as the list shows it */
export function reviewEvents(raw: unknown): MarketplaceEvent[] {
  const read = review.parse(raw);
  const writtenAt = read.submit_time ?? read.create_time ?? 0;
  return [
    {
      kind: 'review',
      externalId: read.id,
      rating: read.ratings?.overall_rating ?? read.ratings?.product_rating,
      text: read.review_content,
      orderId: read.order_id,
      productId: read.product_id,
      answer: read.seller_reply,
      replyAddress: read.seller_reply ? undefined : reviewAddress(read.id),
      writtenAt,
      updatedAt: writtenAt,
    },
  ];
}
