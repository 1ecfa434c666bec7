import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { apiOf, connectStore } from '../stores/connect-store.ts';
import type { Connected } from '../stores/connect-store.ts';
import { consentLink } from '../stores/consent-link.ts';
import { readPass } from '../stores/store-pass.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { renderConnectPage } from './connect-page.ts';
import type { ConnectParts } from './connect-page.ts';
import { sameOriginOnly } from './same-origin.ts';

const mostBytes = 64_000;

/** `/connect?pass=`: where an admin fills in a store's keys. The pass comes from the bot, for one store and a day. */
export function connectRoutes(desk: Desk): Hono {
  const routes = new Hono();
  routes.use(
    '/connect',
    secureHeaders({
      referrerPolicy: 'no-referrer',
      contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"] },
    }),
    sameOriginOnly,
    bodyLimit({ maxSize: mostBytes }),
  );
  routes.get('/connect', (c) => page(c, admit(c), {}));
  routes.post('/connect', async (c) => {
    const store = admit(c);
    const values = Object.fromEntries(
      Object.entries(await c.req.parseBody()).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
    try {
      const connected = await connectStore(desk, { storeId: store.id, values, by: { id: 'connect-page' } });
      return await page(c, desk.stores.get(store.id)!, { outcome: outcomeOf(store, connected) });
    } catch (error) {
      if (!(error instanceof GengfuError) || error.code !== 'wrong_fields') throw error;
      const outcome = { good: false, text: textsOf(desk)('connect.check_fields') };
      return await page(c, store, { outcome, wrong: error.data.fields as string[], values });
    }
  });
  return routes;

  function admit(c: Context): StoreRecord {
    const store = desk.stores.get(readPass(desk, 'connect', c.req.query('pass')) ?? '');
    if (!store || !apiOf(desk, store))
      throw new GengfuError('consent_refused', {}, { message: 'this link is not valid (any more); ask the bot for a new one' });
    return store;
  }

  function page(c: Context, store: StoreRecord, shown: Partial<ConnectParts>): Response | Promise<Response> {
    const marketplace = apiOf(desk, store)!;
    const pushAddress = marketplace.can.push ? new URL(`/in/${store.platform}/${store.id}`, desk.publicUrl).href : null;
    return c.html(renderConnectPage({ texts: textsOf(desk), store, form: marketplace.account!, pushAddress, ...shown }));
  }

  function outcomeOf(store: StoreRecord, connected: Connected): ConnectParts['outcome'] {
    const texts = textsOf(desk);
    if ('account' in connected) return { good: true, text: texts('connect.works', { account: connected.account }) };
    if ('problem' in connected) return { good: false, text: texts('connect.refused', { problem: connected.problem }) };
    const link = { href: consentLink(desk, store), text: texts('connect.consent_link') };
    return { good: true, text: texts('connect.consent'), link };
  }
}
