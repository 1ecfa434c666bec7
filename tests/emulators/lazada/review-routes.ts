import { toMs } from '../lazada-tiktok/instants.ts';
import type { Instant } from '../lazada-tiktok/instants.ts';
import type { ApiCall, Routes } from './gateway.ts';
import { pushReview } from './push-bodies.ts';
import { reviewRefusal } from './refusal.ts';
import { reviewView } from './views.ts';
import { newNumericId } from './world.ts';
import type { Review, World } from './world.ts';

/** Reviews: ids first, by product and week, then ten at a time (facts/marketplaces §6). */
export const reviewRoutes: Routes = {
  '/review/seller/history/list': {
    methods: ['GET', 'POST'],
    required: ['item_id', 'start_time', 'end_time', 'current'],
    handle: listIds,
  },
  '/review/seller/list/v2': { methods: ['GET'], required: ['id_list'], handle: listReviews },
  '/review/seller/reply/add': { methods: ['GET', 'POST'], required: ['id', 'content'], handle: reply },
};

export interface PostedReview {
  order: string;
  /** Product id; default the first line's. */
  item?: string;
  rating: number;
  text?: string;
  pictures?: string[];
  at?: Instant;
}

const dayMs = 24 * 3_600_000;
const pageSize = 10;
const mostIds = 10;
const longestReply = 500;

export function postReview(world: World, posted: PostedReview): Review {
  const order = world.orders.get(posted.order);
  if (!order) throw new Error(`no order ${posted.order}`);
  const review: Review = {
    id: newNumericId(world),
    orderId: order.id,
    productId: posted.item ?? order.lines[0]?.productId ?? '2306372942',
    rating: posted.rating,
    text: posted.text ?? '',
    at: toMs(posted.at, world.now()),
    pictures: posted.pictures ?? [],
  };
  world.reviews.set(review.id, review);
  pushReview(world, review, world.sellers.get(order.site.country)?.sellerId ?? '', `lazada_${order.site.country}`);
  return review;
}

function ofSeller({ world, seller }: ApiCall): Review[] {
  return [...world.reviews.values()].filter(({ orderId }) => world.orders.get(orderId)?.site === seller.site);
}

const answer = (data: unknown): Record<string, unknown> => ({
  code: '0',
  success: true,
  error_code: null,
  error_msg: null,
  data,
});

function listIds(call: ApiCall): Record<string, unknown> {
  const { world, params } = call;
  const from = Number(params.start_time);
  const to = Number(params.end_time);
  const current = Number(params.current);
  if (current > 50) throw reviewRefusal('CURRENT_ABOVE_LIMIT');
  if (from < world.now() - 90 * dayMs) throw reviewRefusal('STARTTIME_OVER_LIMIT');
  if (to - from > 7 * dayMs) throw reviewRefusal('TIMESPAN_ABOVE_LIMIT');
  const found = ofSeller(call)
    .filter(({ productId }) => productId === params.item_id)
    .filter(({ orderId }) => !params.order_id || orderId === params.order_id)
    .filter(({ at }) => at >= from && at <= to);
  const ids = found.slice((current - 1) * pageSize, current * pageSize).map(({ id }) => BigInt(id));
  return answer({ id_list: ids, current, page_size: pageSize, total: found.length });
}

function listReviews(call: ApiCall): Record<string, unknown> {
  const ids = [...(call.params.id_list ?? '').matchAll(/\d+/g)].map(([id]) => id);
  if (ids.length === 0) throw reviewRefusal('NULL_ID');
  if (ids.length > mostIds) throw reviewRefusal(`id list is above the limit, the max size is ${mostIds}`);
  const own = ofSeller(call);
  const found = own.filter(({ id }) => ids.includes(id));
  const lost = ids.filter((id) => !own.some((review) => review.id === id));
  return answer({ review_list: found.map(reviewView), outdated_reviews: lost.map((id) => BigInt(id)) });
}

function reply(call: ApiCall): Record<string, unknown> {
  const review = ofSeller(call).find(({ id }) => id === call.params.id);
  const content = call.params.content ?? '';
  if (!review) throw reviewRefusal('NO_SUCH_REVIEW');
  if (review.reply !== undefined) throw reviewRefusal('REPLY_ALREADY');
  if ([...content].length > longestReply) throw reviewRefusal('REPLY_CONTENT_TOO_LONG');
  review.reply = content;
  return answer(true);
}
