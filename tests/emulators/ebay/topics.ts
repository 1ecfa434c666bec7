import { baseScope, scope } from './scopes.ts';

/** Topics and what a subscriber's token must have agreed to (facts/marketplaces §4.3). */
export interface Topic {
  description: string;
  scope: 'USER' | 'APPLICATION';
  authorizationScopes: string[];
}

const of = (description: string, ...scopes: string[]): Topic => ({
  description,
  scope: 'USER',
  authorizationScopes: scopes.map(scope),
});

export const topics = {
  NEW_MESSAGE: of('A user received a message.', 'commerce.message'),
  BUYER_QUESTION: of('A buyer asked about a listing.', 'commerce.message'),
  ORDER_CONFIRMATION: of('A buyer completed checkout; once per line item.', 'sell.fulfillment'),
  ITEM_MARKED_SHIPPED: of('An item was marked as shipped.', 'commerce.shipping'),
  FEEDBACK_RECEIVED: of('A user received feedback.', 'commerce.feedback', 'commerce.feedback.readonly'),
  FEEDBACK_LEFT: of('A user left feedback.', 'commerce.feedback', 'commerce.feedback.readonly'),
  ORDER_CANCELLATION_ACTIVITY: of('Something happened to a cancellation.', 'sell.cancellation'),
  ORDER_RETURN_ACTIVITY: of('Something happened to a return.', 'sell.return'),
  ORDER_INQUIRY_ACTIVITY: of('Something happened to an inquiry.', 'sell.inquiry'),
  SELLER_STANDARDS_PROFILE_METRICS: of('A seller standards profile changed.', 'sell.analytics.readonly'),
  SELLER_CUSTOMER_SERVICE_METRIC_RATING: of('A customer service metric rating changed.', 'sell.analytics.readonly'),
  AUTHORIZATION_REVOCATION: application('A user took back what was authorised.'),
  MARKETPLACE_ACCOUNT_DELETION: application('A user asked for deletion of the account.'),
} satisfies Record<string, Topic>;

export type TopicId = keyof typeof topics;
export const topicIds = Object.keys(topics) as TopicId[];

function application(description: string): Topic {
  return { description, scope: 'APPLICATION', authorizationScopes: [baseScope] };
}

export const topicView = (topicId: TopicId) => ({
  topicId,
  ...topics[topicId],
  status: 'ENABLED',
  context: 'MARKETPLACE',
  supportedPayloads: [{ schemaVersion: '1.0', format: ['JSON'], deliveryProtocol: 'HTTPS', deprecated: false }],
});

export const isTopic = (id: string | undefined): id is TopicId => topicIds.some((each) => each === id);
