import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import { pageLinks, pageOf } from './paging.ts';
import { refusal } from './refusal.ts';
import { iso, memberOf, shownName } from './world.ts';
import type { Feedback, World } from './world.ts';

/** `commerce/feedback/v1` (facts/marketplaces §4.4). The API is new; members and codes are UNCONFIRMED. */
export function feedbackRoutes(world: World, read: MiddlewareHandler, answer: MiddlewareHandler): Hono {
  const routes = new Hono();
  const bad = (message: string) => refusal(400, { errorId: 390_001, domain: 'API_FEEDBACK', message });

  routes.get('/feedback', read, (context) => {
    const query = new URL(context.req.url).searchParams;
    const user = query.get('user_id');
    if (user !== world.seller.username && user !== world.seller.userId) throw bad('Invalid user_id.');
    if (query.get('feedback_type') !== 'FEEDBACK_RECEIVED') throw bad('Invalid feedback_type.');
    const wrong = () => bad('Invalid limit or offset.');
    const page = pageOf(query, { standard: 25, longest: 200, badLimit: wrong, badOffset: wrong });
    const [, type] = /commentType:(\w+)/.exec(query.get('filter') ?? '') ?? [];
    const found = world.feedback
      .filter((each) => type === undefined || each.type === type)
      .sort((one, other) => other.at - one.at);
    const feedbackEntries = found.slice(page.offset, page.offset + page.limit).map((each) => view(world, each));
    return context.json({ feedbackEntries, pagination: pageLinks(context.req.url, page, found.length) });
  });

  routes.post('/respond_to_feedback', answer, async (context) => {
    const asked = await context.req.json<{
      feedbackId?: string;
      recipientUserId?: string;
      responseText?: string;
      responseType?: string;
    }>();
    const feedback = world.feedback.find(({ feedbackId }) => feedbackId === asked.feedbackId);
    if (!feedback || asked.recipientUserId !== memberOf(world, feedback.from).userId) throw bad('Invalid feedbackId.');
    if (asked.responseType !== 'REPLY' && asked.responseType !== 'FOLLOW_UP') throw bad('Invalid responseType.');
    if (!asked.responseText || asked.responseText.length > 500) throw bad('Invalid responseText.');
    feedback.answers.push({ text: asked.responseText, type: asked.responseType, at: world.now() });
    return context.body(null, 200);
  });

  return routes;
}

const view = (world: World, feedback: Feedback) => ({
  feedbackId: feedback.feedbackId,
  commentType: feedback.type,
  feedbackComment: { commentText: feedback.text, state: 'PUBLISHED' },
  feedbackEnteredDate: iso(feedback.at),
  feedbackState: 'PUBLISHED',
  providerUserDetail: { username: shownName(world, feedback.from), userId: memberOf(world, feedback.from).userId },
  ...(feedback.lineItem
    ? {
        orderLineItemSummary: {
          listingId: feedback.lineItem.legacyItemId,
          listingTitle: feedback.lineItem.title,
          orderLineItemId: feedback.lineItem.lineItemId,
        },
      }
    : {}),
});
