import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bearer, needed } from './access.ts';
import { cursorPage } from './cursor.ts';
import type { Deliveries, Subscription } from './deliveries.ts';
import { notificationRefusal } from './notification-errors.ts';
import type { Settings } from './destination-routes.ts';
import type { AccessToken, Tokens } from './tokens.ts';
import { isTopic, topicIds, topics, topicView } from './topics.ts';
import type { TopicId } from './topics.ts';
import { iso } from './world.ts';
import type { World } from './world.ts';

interface Asked {
  topicId?: string;
  status?: string;
  destinationId?: string;
  payload?: { format?: string; schemaVersion?: string; deliveryProtocol?: string };
}

const view = ({ schemaVersion, createdAt, ...subscription }: Subscription) => ({
  ...subscription,
  creationDate: iso(createdAt),
  payload: { format: 'JSON', schemaVersion, deliveryProtocol: 'HTTPS' },
});

export interface Setup {
  world: World;
  tokens: Tokens;
  deliveries: Deliveries;
  settings: Settings;
  /** Sends a made-up event of the topic: signed, but nothing of it can be read afterwards. */
  sendTest: (topic: TopicId) => void;
}

/** `/topic` and `/subscription` (facts/marketplaces §4.3). */
export function subscriptionRoutes({ world, tokens, deliveries, settings, sendTest }: Setup): Hono {
  const routes = new Hono();
  const { subscriptions } = deliveries;
  const allowed = (context: Context): AccessToken => bearer(world, tokens, context, needed.subscription);

  routes.get('/topic', (context) => {
    bearer(world, tokens, context, needed.notification);
    const { shown, rest } = cursorPage(context.req.url, topicIds.map(topicView));
    return context.json({ ...rest, topics: shown });
  });
  routes.get('/topic/:id', (context) => {
    bearer(world, tokens, context, needed.notification);
    const id = context.req.param('id');
    if (!isTopic(id)) throw notificationRefusal(195002);
    return context.json(topicView(id));
  });

  routes.get('/subscription', (context) => {
    allowed(context);
    const { shown, rest } = cursorPage(context.req.url, [...subscriptions.values()].map(view));
    return context.json({ ...rest, subscriptions: shown });
  });
  routes.get('/subscription/:id', (context) => {
    allowed(context);
    return context.json(view(known(context.req.param('id'))));
  });

  routes.post('/subscription', async (context) => {
    const token = allowed(context);
    if (settings.alertEmail === null) throw notificationRefusal(195003);
    const asked = await context.req.json<Asked>();
    const { topicId, status, destinationId } = asked;
    if (!isTopic(topicId)) throw notificationRefusal(195027);
    const topic = topics[topicId];
    // A seller's topic needs the seller's own token, with the scope of the topic.
    const right = topic.scope === 'APPLICATION' || token.kind === 'user';
    if (!right || !topic.authorizationScopes.some((name) => token.scopes.includes(name))) throw notificationRefusal(195011);
    if (status !== 'ENABLED' && status !== 'DISABLED') throw notificationRefusal(195006);
    const destination = deliveries.destinations.get(destinationId ?? '');
    if (!destination) throw notificationRefusal(195007);
    checkPayload(asked.payload);
    if ([...subscriptions.values()].some((each) => each.topicId === topicId)) throw notificationRefusal(195012);
    if (status === 'ENABLED' && destination.status !== 'ENABLED') throw notificationRefusal(195015);
    const subscriptionId = randomUUID();
    const rest = { destinationId: destination.destinationId, schemaVersion: '1.0', createdAt: world.now() };
    subscriptions.set(subscriptionId, { subscriptionId, topicId, status, ...rest });
    context.header('location', `${context.req.url}/${subscriptionId}`);
    return context.json({}, 201);
  });

  routes.put('/subscription/:id', async (context) => {
    allowed(context);
    const subscription = known(context.req.param('id'));
    const { status, destinationId, payload } = await context.req.json<Asked>();
    if (status !== 'ENABLED' && status !== 'DISABLED') throw notificationRefusal(195006);
    const destination = deliveries.destinations.get(destinationId ?? '');
    if (!destination) throw notificationRefusal(195007);
    checkPayload(payload);
    if (status === 'ENABLED' && destination.status !== 'ENABLED') throw notificationRefusal(195015);
    Object.assign(subscription, { status, destinationId });
    return context.body(null, 204);
  });

  routes.post('/subscription/:id/:action{enable|disable|test}', (context) => {
    allowed(context);
    const subscription = known(context.req.param('id'));
    switch (context.req.param('action')) {
      case 'enable':
        if (deliveries.destinations.get(subscription.destinationId)?.status !== 'ENABLED') throw notificationRefusal(195015);
        subscription.status = 'ENABLED';
        return context.body(null, 204);
      case 'disable':
        subscription.status = 'DISABLED';
        return context.body(null, 204);
      default:
        sendTest(subscription.topicId);
        return context.body(null, 202);
    }
  });

  routes.delete('/subscription/:id', (context) => {
    allowed(context);
    subscriptions.delete(known(context.req.param('id')).subscriptionId);
    return context.body(null, 204);
  });

  function known(id: string): Subscription {
    const subscription = subscriptions.get(id);
    if (!subscription) throw notificationRefusal(195013);
    return subscription;
  }
  return routes;
}

function checkPayload(payload: Asked['payload']): void {
  if (payload?.schemaVersion !== '1.0') throw notificationRefusal(195008);
  if (payload.format !== 'JSON') throw notificationRefusal(195009);
  if (payload.deliveryProtocol !== 'HTTPS') throw notificationRefusal(195010);
}
