import type { Hono } from 'hono';
import { allow, allowPostOrder, needed } from './access.ts';
import { serviceMetricRoutes, standardsRoutes } from './analytics-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import type { ConversationRules } from './conversation-routes.ts';
import { destinationRoutes } from './destination-routes.ts';
import { feedbackRoutes } from './feedback-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { notificationRefusal } from './notification-errors.ts';
import { tokenRoutes } from './oauth-routes.ts';
import type { App } from './oauth-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { postOrderRoutes } from './post-order-routes.ts';
import type { PostOrderRules } from './post-order-routes.ts';
import type { Resource } from './quotas.ts';
import { subscriptionRoutes } from './subscription-routes.ts';
import type { Setup } from './subscription-routes.ts';
import type { Order } from './world.ts';

export interface ApiRules extends ConversationRules, PostOrderRules {
  /** Words before the token of a Post-Order call. */
  postOrderAuthorization: readonly string[];
}

/** Mounts everything that stands on the `api` host. */
export function mountApi(app: Hono, setup: Setup & { oauthApp: App; rules: ApiRules; shipped: (order: Order) => void }): void {
  const { world, tokens, deliveries, settings, rules } = setup;
  const allowed = (what: (typeof needed)[keyof typeof needed]) => allow(world, tokens, what);

  app.route('/identity/v1', tokenRoutes(world, tokens, setup.oauthApp));

  app.use('/commerce/message/v1/*', allowed(needed.message));
  app.route('/commerce/message/v1', conversationRoutes(world, rules));
  app.route('/commerce/message/v1', messageRoutes(world));

  const notification = '/commerce/notification/v1';
  app.get(`${notification}/public_key/:kid`, allowed(needed.publicKey), (context) => {
    if (context.req.param('kid') !== deliveries.key.kid) throw notificationRefusal(195001);
    return context.json({ algorithm: 'ECDSA', digest: 'SHA1', key: deliveries.key.publicLine });
  });
  app.use(`${notification}/:part{config|destination}`, allowed(needed.notification));
  app.use(`${notification}/destination/*`, allowed(needed.notification));
  app.route(notification, destinationRoutes(deliveries, settings));
  app.route(notification, subscriptionRoutes(setup));

  app.use('/sell/fulfillment/v1/*', allowed(needed.order));
  app.route('/sell/fulfillment/v1', orderRoutes(world, setup.shipped));

  app.use(
    '/post-order/v2/*',
    allowPostOrder(world, tokens, rules.postOrderAuthorization, ({ req }) => req.path.split('/')[3] as Resource),
  );
  app.route('/post-order/v2', postOrderRoutes(world, rules));

  app.use('/sell/analytics/v1/seller_standards_profile/*', allowed(needed.standards));
  app.use('/sell/analytics/v1/customer_service_metric/*', allowed(needed.serviceMetric));
  app.route('/sell/analytics/v1', standardsRoutes(world));
  app.route('/sell/analytics/v1', serviceMetricRoutes(world));

  app.route('/commerce/feedback/v1', feedbackRoutes(world, allowed(needed.feedback), allowed(needed.feedbackWrite)));

  app.get('/pictures/:name', (context) => {
    const bytes = world.pictures.get(context.req.param('name'));
    return bytes ? context.body(Buffer.from(bytes), 200, { 'content-type': 'image/png' }) : context.notFound();
  });
}
