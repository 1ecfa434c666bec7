import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { cursorPage } from './cursor.ts';
import type { Deliveries, Destination } from './deliveries.ts';
import { notificationRefusal } from './notification-errors.ts';

export interface Settings {
  /** Without one, nothing can be set up; null = not given yet. */
  alertEmail: string | null;
}

interface Asked {
  name?: string;
  status?: string;
  deliveryConfig?: { endpoint?: string; verificationToken?: string };
}

/** 32–80 of these (facts/marketplaces §4.3). */
const verificationToken = /^[A-Za-z0-9_-]{32,80}$/;

/** Endpoints must be https; an address of loopback stands in for one here. */
const isEndpoint = (endpoint: string): boolean =>
  URL.canParse(endpoint) && (endpoint.startsWith('https://') || /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(endpoint));

const view = ({ endpoint, verificationToken: token, ...destination }: Destination) => ({
  ...destination,
  deliveryConfig: { endpoint, verificationToken: token },
});

/** `/config` and `/destination` (facts/marketplaces §4.3). */
export function destinationRoutes(deliveries: Deliveries, settings: Settings): Hono {
  const routes = new Hono();
  const { destinations } = deliveries;

  routes.get('/config', (context) => {
    if (settings.alertEmail === null) throw notificationRefusal(195026);
    return context.json({ alertEmail: settings.alertEmail });
  });
  routes.put('/config', async (context) => {
    const { alertEmail } = await context.req.json<{ alertEmail?: string }>();
    if (!alertEmail?.includes('@')) throw notificationRefusal(195025);
    settings.alertEmail = alertEmail;
    return context.body(null, 204);
  });

  routes.get('/destination', (context) => {
    const { shown, rest } = cursorPage(context.req.url, [...destinations.values()].map(view));
    return context.json({ ...rest, destinations: shown });
  });
  routes.get('/destination/:id', (context) => context.json(view(known(context.req.param('id')))));

  routes.post('/destination', async (context) => {
    if (settings.alertEmail === null) throw notificationRefusal(195003);
    const asked = checked(await context.req.json<Asked>());
    if ([...destinations.values()].some(({ endpoint }) => endpoint === asked.endpoint)) throw notificationRefusal(195021);
    if (!(await deliveries.challenge(asked.endpoint, asked.verificationToken))) throw notificationRefusal(195020);
    const destination = { ...asked, destinationId: randomUUID() };
    destinations.set(destination.destinationId, destination);
    // The id stands in the address only.
    context.header('location', `${context.req.url}/${destination.destinationId}`);
    return context.json({}, 201);
  });

  routes.put('/destination/:id', async (context) => {
    const destination = known(context.req.param('id'));
    const asked = checked(await context.req.json<Asked>());
    if (!(await deliveries.challenge(asked.endpoint, asked.verificationToken))) throw notificationRefusal(195020);
    Object.assign(destination, asked);
    if (destination.status === 'ENABLED') deliveries.resume(destination);
    return context.body(null, 204);
  });

  routes.delete('/destination/:id', (context) => {
    const { destinationId } = known(context.req.param('id'));
    const used = [...deliveries.subscriptions.values()].some((subscription) => subscription.destinationId === destinationId);
    if (used) throw notificationRefusal(195024);
    destinations.delete(destinationId);
    return context.body(null, 204);
  });

  function known(id: string): Destination {
    const destination = destinations.get(id);
    if (!destination) throw notificationRefusal(195022);
    return destination;
  }
  return routes;
}

function checked(asked: Asked): Omit<Destination, 'destinationId'> {
  const { endpoint, verificationToken: token } = asked.deliveryConfig ?? {};
  if (!asked.name || asked.name.length > 64 || /[<>]/.test(asked.name)) throw notificationRefusal(195016);
  if (asked.status !== 'ENABLED' && asked.status !== 'DISABLED') throw notificationRefusal(195018);
  if (!endpoint || !isEndpoint(endpoint)) throw notificationRefusal(195017);
  if (!token || !verificationToken.test(token)) throw notificationRefusal(195019);
  return { name: asked.name, status: asked.status, endpoint, verificationToken: token };
}
