import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Context, MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import { GengfuError } from './errors.ts';
import type { Readiness } from './health/check-ready.ts';
import type { Refusals } from './health/refusals.ts';
import { timed } from './health/request-times.ts';
import type { RequestTimes } from './health/request-times.ts';
import { readAway } from './inbox/read-away.ts';
import { isOutage } from './store/outage.ts';

/** What messengers call with is a few KB; the longest message is 150 KB (facts/messengers §2.3.1). */
const maxHookBytes = 1_000_000;

/** The HTTP front: routes of every part, and one way to say no. */
export function createApp(options: {
  log: Logger;
  routes: readonly Hono[];
  ready: () => Promise<Readiness>;
  metrics: () => Promise<{ type: string; text: string }>;
  /** Whether somebody may read the metrics. */
  mayRead: (c: Context) => boolean;
  refusals: Refusals;
  /** Before what has no log-in. */
  ownHost: MiddlewareHandler;
  times: RequestTimes;
}): Hono {
  const { log, routes, ready, metrics, mayRead, refusals, times } = options;
  const app = new Hono();
  app.fetch = timed(app.fetch, times);
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
  // The sandbox.
  for (const path of ['/', '/sandbox/*']) app.use(path, options.ownHost);
  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    const readiness = await ready();
    c.header('cache-control', 'no-store');
    return c.json(readiness, readiness.ok ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    if (!mayRead(c))
      throw new GengfuError(
        'not_from_here',
        {},
        { message: 'metrics are read on this machine, or with GENGFU_METRICS_TOKEN as bearer token' },
      );
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
