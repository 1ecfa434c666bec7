import { Hono } from 'hono';
import { appRoutes } from './app-routes.ts';
import { checkContent, post, takeTurn } from './content.ts';
import type { Node } from './frames.ts';
import { Refusal } from './refusal.ts';
import { webhookRoutes } from './webhook-routes.ts';
import { plannedRefusal } from './world.ts';
import type { World } from './world.ts';

/** The HTTP side: webhook robot, self-built app, `response_url` and the files that people sent. Refusals are HTTP 200. */
export function apiRoutes(world: World): Hono {
  const app = new Hono();

  app.onError((error, context) => {
    if (!(error instanceof Refusal)) throw error;
    return context.json({ errcode: error.code, errmsg: error.message });
  });

  app.use('/cgi-bin/*', async (context, next) => {
    const { method, path } = context.req;
    const type = context.req.header('content-type') ?? '';
    const body: unknown = type.includes('json')
      ? await context.req.raw
          .clone()
          .json()
          .catch(() => null)
      : type;
    const entry = { at: Date.now(), kind: 'http' as const, method, path, body, code: 0 };
    world.history.push(entry);
    await next();
    entry.code = ((await context.res.clone().json()) as { errcode?: number }).errcode ?? 0;
  });

  app.use('/cgi-bin/*', async (context, next) => {
    const planned = plannedRefusal(world, context.req.path);
    if (planned !== null) throw new Refusal(planned, 'refused on purpose');
    await next();
  });

  /** An active reply: once, within an hour, a new message; it cannot update a card (facts/messengers §4.3). */
  app.post('/cgi-bin/aibot/response', async (context) => {
    const given = context.req.query('response_code') ?? '';
    const known = world.responseCodes.get(given);
    if (!known || Date.now() - known.createdAt > world.windows.responseUrlMs)
      throw new Refusal(world.codes.invalid, 'invalid response_code');
    takeTurn(world, known.chat);
    const body = await context.req.json<Node>();
    const { type, taskId } = checkContent(world, body, ['markdown', 'template_card']);
    world.responseCodes.delete(given);
    post(world, { chat: known.chat, from: world.bot.id, type, body, taskId });
    return context.json({ errcode: 0, errmsg: 'ok' });
  });

  app.route('/cgi-bin/webhook', webhookRoutes(world));
  app.route('/cgi-bin', appRoutes(world));

  app.get('/media/:id', (context) => {
    const file = world.files.get(context.req.param('id'));
    if (!file || Date.now() - file.createdAt > world.windows.mediaUrlMs) return context.body(null, 404);
    context.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    return context.body(new Uint8Array(file.bytes));
  });

  return app;
}
