import { Hono } from 'hono';
import type { Context } from 'hono';
import type { BlankEnv } from 'hono/types';
import { bodyLimit } from 'hono/body-limit';
import type { Clock } from '../clock.ts';
import { GengfuError } from '../errors.ts';
import type { Marketplace } from '../ports/marketplace.ts';
import type { StoreDirectory } from '../stores/store-directory.ts';
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
}): Hono {
  const { inbox, stores, clock, maxBytes, pushers } = options;
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
    const source = c.req.param('source');
    const marketplace = pushers.get(source);
    const store = stores.get(c.req.param('store'));
    // One answer for both, and before any hint whether the store exists, so that names cannot be probed.
    if (!marketplace?.verify || !store)
      throw new GengfuError(
        'unknown_store',
        {},
        { message: 'no store takes pushes at this address; push to the one that was shown when the store was added' },
      );
    const body = new Uint8Array(await readBody(c));
    const { externalId } = marketplace.verify({ headers: c.req.raw.headers, body, now: clock.wall() }, store);
    const stored = await inbox.store({ storeId: store.id, source, externalId, body });
    return c.json({ ok: true, ...stored });
  });
  routes.all('/in/:source/:store', (c) => {
    c.header('allow', 'POST');
    throw new GengfuError('method_not_allowed', {}, { message: `events are pushed here by POST, not ${c.req.method}` });
  });
  return routes;

  /**
   * A declared length within the limit is enough: the HTTP parser holds the sender to it. Looking at the stream instead
   * would cost as much as all the rest of the request.
   */
  async function readBody(c: Context<BlankEnv, string>): Promise<ArrayBuffer> {
    const declared = c.req.header('content-length');
    const chunked = c.req.header('transfer-encoding') !== undefined;
    if (declared === undefined || chunked || Number(declared) > maxBytes) await limitStream(c, async () => {});
    return c.req.arrayBuffer();
  }
}

/**
 * Lets a body that is refused arrive, so that its sender reads the answer and may go on using the connection: the server
 * cuts one with an unread body half a second later, in the middle of the next push. What is longer than `most` bytes, or
 * partly read already, has its connection closed in good order.
 */
async function readAway(c: Context, most: number): Promise<void> {
  const { body } = c.req.raw;
  if (body && !body.locked && Number(c.req.header('content-length')) <= most) {
    for await (const _ of body);
  } else c.header('connection', 'close');
}
