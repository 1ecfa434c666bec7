import { Hono } from 'hono';
import type { Context } from 'hono';
import type { BlankEnv } from 'hono/types';
import { bodyLimit } from 'hono/body-limit';
import type { Clock } from '../clock.ts';
import { GengfuError } from '../errors.ts';
import type { Marketplace, Push } from '../ports/marketplace.ts';
import type { StoreDirectory } from '../stores/store-directory.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import type { PushLimits } from './push-limits.ts';
import { readAway } from './read-away.ts';
import type { Inbox } from './inbox.ts';

/**
 * `POST /in/:source/:store`: marketplaces push here. Verified on the raw bytes, answered 200 only after the event is on
 * disk: `{"ok":true,"id":"…","duplicate":false}`. Faults answer `{"error":{"code","message"}}`.
 */
export function pushRoutes(options: {
  inbox: Inbox;
  stores: StoreDirectory;
  clock: Clock;
  maxBytes: number;
  /** Marketplaces that push, by the name in the path. */
  pushers: ReadonlyMap<string, Marketplace>;
  /** Where platforms reach us: some sign the address they were given. */
  publicUrl: string;
  limits: PushLimits;
}): Hono {
  const { inbox, stores, clock, maxBytes, pushers, publicUrl, limits } = options;
  const routes = new Hono();
  const limitStream = bodyLimit({
    maxSize: maxBytes,
    async onError(c) {
      await readAway(c, maxBytes * 8);
      throw new GengfuError(
        'too_large',
        { most: maxBytes },
        { message: `the body is larger than ${maxBytes} bytes; push less at once, or raise GENGFU_MAX_BODY` },
      );
    },
  });

  routes.post('/in/:source/:store', async (c) => {
    let admitted;
    try {
      admitted = await admit(c);
    } catch (error) {
      throw await limits.refused(error, addressOf(c));
    }
    const { source, store: addressed, body, marketplace, pushed } = admitted;
    const { externalId, account } = pushed;
    const { id: storeId } = account === undefined ? addressed : ownerOf(account, marketplace, addressed);
    const counted = limits.take(storeId);
    if (counted) await counted;
    const { id, duplicate } = await inbox.store({ storeId, source, externalId, body });
    return marketplace.pushAnswer?.accepted === 'empty' ? c.body(null, 200) : c.json({ ok: true, id, duplicate });
  });

  routes.get('/in/:source/:store', (c) => {
    const marketplace = pushers.get(c.req.param('source'));
    const store = stores.get(c.req.param('store'));
    return marketplace?.challenge && store ? c.json(marketplace.challenge(publicAddress(c), store)) : notAllowed(c);
  });
  // Not `all`: a second handler for POST would send every push through the middleware's way, which costs a third more.
  routes.on(['PUT', 'PATCH', 'DELETE', 'OPTIONS'], '/in/:source/:store', notAllowed);
  return routes;

  /** Who sends what to whom, once that is proven. @throws GengfuError in all other cases */
  async function admit(c: Context<BlankEnv, '/in/:source/:store'>) {
    const source = c.req.param('source');
    const marketplace = pushers.get(source);
    const store = stores.get(c.req.param('store'));
    // A platform speaks for its own stores only; any shop may use the generic way in.
    const fits = source === 'generic' || store?.platform === source;
    // One answer for all, and before any hint whether the store exists, so that names cannot be probed.
    if (!marketplace?.verify || !store || !fits)
      throw new GengfuError(
        'unknown_store',
        {},
        { message: 'no store takes pushes at this address; push to the one that was shown when the store was added' },
      );
    const body = new Uint8Array(await readBody(c));
    const { headers, url } = c.req.raw;
    const push: Push = { headers, body, method: c.req.method, target: targetOf(url), publicUrl, now: clock.wall() };
    try {
      // Most answer at once; a turn of the microtask queue for nothing would cost each push.
      const pushed = marketplace.verify(push, store);
      return { source, marketplace, store, body, pushed: pushed instanceof Promise ? await pushed : pushed };
    } catch (error) {
      const refused = marketplace.pushAnswer?.refused;
      if (refused && error instanceof GengfuError && error.status === 401)
        throw new GengfuError('push_refused', {}, { cause: error, message: error.message });
      throw error;
    }
  }

  /** Of the stores that share an app's one push address, the one that the event is about. */
  function ownerOf(account: string, marketplace: Marketplace, addressed: StoreRecord): StoreRecord {
    const isTheirs = (store: StoreRecord): boolean =>
      store.platform === addressed.platform && marketplace.accountOf?.(store) === account;
    return isTheirs(addressed) ? addressed : (stores.all().find(isTheirs) ?? addressed);
  }

  /** As the platform was told to call us, whatever a proxy made of it. */
  function publicAddress(c: Context): URL {
    const { pathname, search } = new URL(c.req.url);
    return new URL(pathname + search, publicUrl);
  }

  /**
   * A declared length within the limit is enough: the HTTP parser holds the sender to it. Looking at the stream instead
   * would cost as much as all the rest of the request.
   */
  function readBody(c: Context<BlankEnv, '/in/:source/:store'>): Promise<ArrayBuffer> {
    const declared = c.req.header('content-length');
    const chunked = c.req.header('transfer-encoding') !== undefined;
    const fits = declared !== undefined && !chunked && Number(declared) <= maxBytes;
    return fits ? c.req.arrayBuffer() : limitStream(c, async () => {}).then(() => c.req.arrayBuffer());
  }
}

/** Of the connection: what a header says of it, anybody may write. */
function addressOf(c: Context): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? 'unknown';
}

/** Path and query of a URL, byte for byte. */
function targetOf(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf('//') + 2));
}

function notAllowed(c: Context): never {
  c.header('allow', 'POST');
  throw new GengfuError('method_not_allowed', {}, { message: `events are pushed here by POST, not ${c.req.method}` });
}
