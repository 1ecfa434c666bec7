import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';
import { GengfuError } from './errors.ts';
import type { Refusals } from './health/refusals.ts';
import { readAway } from './inbox/read-away.ts';
import { isOutage } from './store/outage.ts';

/** What messengers call with is a few KB; the longest message is 150 KB (facts/messengers §2.3.1). */
const maxHookBytes = 1_000_000;

/** The HTTP front: routes of every part, and one way to say no. */
export function createApp(options: {
  log: Logger;
  routes: readonly Hono[];
  /** Rejects while the service cannot do its work. */
  ready: () => Promise<void>;
  metrics: () => Promise<{ type: string; text: string }>;
  refusals: Refusals;
}): Hono {
  const { log, routes, ready, metrics, refusals } = options;
  const app = new Hono();
  // Messengers' own refusals are answers, not errors. Pushes come in floods and are counted where they fail.
  app.use('/hook/*', async (c, next) => {
    await next();
    if (c.res.status >= 400 && c.res.status < 500) refusals.count(c.req.path);
  });
  app.use(
    '/hook/*',
    bodyLimit({
      maxSize: maxHookBytes,
      async onError(c) {
        await readAway(c, maxHookBytes * 8);
        return c.json({ error: 'too large' }, 413);
      },
    }),
  );
  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    await ready();
    return c.json({ ok: true });
  });
  app.get('/metrics', async (c) => {
    const { type, text } = await metrics();
    return c.text(text, 200, { 'content-type': type });
  });
  for (const part of routes) app.route('/', part);
  app.notFound((c) => c.json({ error: { code: 'not_found', message: `nothing at ${c.req.path}` } }, 404));
  app.onError((error, c) => {
    if (error instanceof GengfuError) {
      if (error.status < 500 && c.req.path.startsWith('/in/')) refusals.count(c.req.path);
      if (error.code === 'too_many_pushes') c.header('retry-after', String(error.data.seconds));
      return c.json({ error: { code: error.code, message: error.message, ...error.data } }, error.status);
    }
    log.error({ err: error, path: c.req.path }, 'request failed');
    if (isOutage(error)) {
      // Nothing was kept, and whoever pushes should try again rather than give up.
      c.header('retry-after', '5');
      return c.json({ error: { code: 'unavailable', message: 'nothing can be stored at the moment; send it again' } }, 503);
    }
    return c.json({ error: { code: 'internal', message: 'the request failed and was noted' } }, 500);
  });
  return app;
}
