import type { Fields, Routes } from './call.ts';
import { bare, textOf } from './json.ts';
import { pageOf } from './paging.ts';
import { Refusal } from './refusal.ts';
import { found, seconds } from './world.ts';
import type { Review, World } from './world.ts';

/** So many can be read in all (facts/marketplaces §5.4). */
const readable = 500;

/** What buyers say about the goods, and the shop's public reply (§5.4). */
export const reviewRoutes: Routes = {
  'product.get_comment': {
    scope: 'shop',
    method: 'GET',
    async answer(world, fields) {
      const shown = [...world.reviews.values()]
        .filter(({ item }) => fields.item_id === undefined || item === textOf(fields.item_id))
        .filter(({ id }) => fields.comment_id === undefined || id === textOf(fields.comment_id))
        .sort((a, b) => b.at - a.at)
        .slice(0, readable);
      const { page, ...rest } = pageOf(shown, fields.cursor, fields.page_size);
      return { response: { ...rest, item_comment_list: page.map((review) => reviewView(world, review)) } };
    },
  },
  'product.reply_comment': {
    scope: 'shop',
    method: 'POST',
    async answer(world, fields) {
      const replies = fields.comment_list as { comment_id: unknown; comment: string }[];
      const results = replies.map((reply) => ({ reply, refused: refusalOf(world, reply) }));
      const [first] = results;
      // One that fails alone is the answer; among several each says for itself.
      if (first?.refused && results.length === 1) throw first.refused;
      for (const { reply, refused } of results) {
        if (!refused) found(world.reviews, String(reply.comment_id), 'review').reply = { text: reply.comment, at: world.now() };
      }
      const result_list = results.map(({ reply, refused }) => ({
        comment_id: bare(String(reply.comment_id)),
        ...(refused ? { fail_error: refused.error, fail_message: refused.message } : {}),
      }));
      return { response: { result_list } };
    },
  },
};

function refusalOf(world: World, { comment_id, comment }: { comment_id: unknown; comment: string }): Refusal | undefined {
  const review = world.reviews.get(String(comment_id));
  if (!review) return new Refusal('product.error_not_exist', 'The comment does not exist.');
  if (review.reply) return new Refusal('product.duplicate_request', 'This comment was replied to already.');
  if (comment.length < 1 || comment.length > 500)
    return new Refusal('product.comment_length_invalid', 'A comment has 1 to 500 characters.');
  return undefined;
}

function reviewView(world: World, review: Review): Fields {
  const { reply } = review;
  return {
    comment_id: bare(review.id),
    order_sn: review.order,
    item_id: bare(review.item),
    model_id: 0,
    rating_star: review.stars,
    comment: review.text,
    buyer_username: found(world.buyers, review.buyer, 'buyer').name,
    editable: 'EDITABLE',
    hidden: false,
    create_time: seconds(review.at),
    ...(reply ? { comment_reply: { reply: reply.text, hidden: false, create_time: seconds(reply.at) } } : {}),
    media: { image_url_list: [], video_url_list: [] },
  };
}
