import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Authoriser } from '../ports/authoriser.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { readPass, writePass } from './store-pass.ts';
import type { PassFor } from './store-pass.ts';
import type { StoreRecord } from './store-record.ts';
import type { TokenKeeper } from './token-keeper.ts';

const consentLifeMs = 30 * 60_000;

/**
 * `GET /oauth/:platform/start?pass=` sends the seller to the platform's page of consent, which sends them back to
 * `/oauth/:platform/callback`. Both carry a pass that only we can write and that runs out.
 */
export function consentRoutes(desk: Desk, tokens: TokenKeeper): Hono {
  const routes = new Hono();
  const redirectOf = (platform: string): string => new URL(`/oauth/${platform}/callback`, desk.publicUrl).href;

  routes.get('/oauth/:platform/start', (c) => {
    const { store, authoriser } = admit(c.req.param('platform'), 'consent', c.req.query('pass'));
    const state = writePass(desk, 'return', store.id, desk.clock.wall() + consentLifeMs);
    return c.redirect(authoriser.consentUrl!({ state, redirect: redirectOf(store.platform) }, store).href);
  });

  routes.get('/oauth/:platform/callback', async (c) => {
    // Platforms that know no state of ours are given an address of which it is part.
    const { store, authoriser } = admit(c.req.param('platform'), 'return', c.req.query('state'));
    const texts = textsOf(desk);
    const query = new URL(c.req.url).searchParams;
    await tokens.keep(store.id, await authoriser.exchange!({ query, redirect: redirectOf(store.platform) }, store));
    await desk.db.write((tx) =>
      desk.queue.enqueue(tx, [
        { kind: 'mind-authorisation', key: `authorisation:${store.id}`, payload: { storeId: store.id }, dueAt: desk.clock.now() },
      ]),
    );
    desk.log.info({ store: store.id }, 'a store was authorised');
    return c.html(
      html`<!doctype html><meta charset="utf-8" /><title>Gengfu</title>
        <p>${texts('say.authorised', { store: store.name })}</p>`,
    );
  });
  return routes;

  /** One answer for whatever is wrong, so that stores cannot be probed. */
  function admit(platform: string, step: PassFor, pass: string | undefined): { store: StoreRecord; authoriser: Authoriser } {
    const store = desk.stores.get(readPass(desk, step, pass) ?? '');
    const authoriser =
      store?.platform === platform && store.settings.api ? desk.marketplaceOf(store, 'poll').authoriser : undefined;
    if (!store || !authoriser?.consentUrl)
      throw new GengfuError('consent_refused', {}, { message: 'this link is not valid (any more); ask the bot for a new one' });
    return { store, authoriser };
  }
}
