import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { ephemeralRoutes } from './ephemeral-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { Refusal } from './refusal.ts';
import { newId } from './world.ts';
import type { World } from './world.ts';

/** The REST side: token, messages, uploads, names. `/callback/ws/endpoint` is in sockets.ts. */
export function apiRoutes(world: World): Hono {
  const app = new Hono();

  app.onError((error, context) => {
    if (!(error instanceof Refusal)) throw error;
    for (const [name, value] of Object.entries(error.headers)) context.header(name, value);
    return context.json({ code: error.code, msg: error.message, data: {} }, error.status as 400);
  });

  app.use(async (context, next) => {
    const { method, path } = context.req;
    const type = context.req.header('content-type') ?? '';
    const body = type.includes('json')
      ? await context.req.raw
          .clone()
          .json()
          .catch(() => null)
      : type;
    const entry = { at: Date.now(), kind: 'http' as const, method, path, body: body, code: 0 };
    world.history.push(entry);
    await next();
    const answer = await context.res
      .clone()
      .json()
      .catch(() => ({ code: -1 }));
    entry.code = (answer as { code?: number }).code ?? 0;
  });

  app.use('/open-apis/*', async (context, next) => {
    await next();
    const lost = world.lostAnswers.findIndex((path) => path.test(context.req.path));
    if (lost < 0 || !context.res.ok) return;
    world.lostAnswers.splice(lost, 1);
    (context.env as HttpBindings).outgoing.destroy();
  });

  app.use('/open-apis/*', async (context, next) => {
    const failure = world.failures.findIndex(({ path }) => path.test(context.req.path));
    if (failure >= 0) {
      const { code, status, headers } = world.failures.splice(failure, 1)[0] ?? { code: 0, status: 500, headers: {} };
      throw new Refusal(code, 'refused on purpose', { status, headers });
    }
    await next();
  });

  app.post('/open-apis/auth/v3/tenant_access_token/internal', async (context) => {
    const { app_id, app_secret } = await context.req.json<{ app_id: string; app_secret: string }>();
    // Wrong credentials come back with HTTP 200 and without a token.
    if (app_id !== world.appId || app_secret !== world.appSecret) return context.json({ code: 10014, msg: 'app secret invalid' });
    const token = newId('t').replace('t_', 't-');
    world.tokens.set(token, Date.now() + world.tokenTtlMs);
    return context.json({ code: 0, msg: 'ok', tenant_access_token: token, expire: Math.floor(world.tokenTtlMs / 1_000) });
  });

  app.use('/open-apis/*', async (context, next) => {
    const header = context.req.header('authorization');
    if (!header) throw new Refusal(99991661, 'Missing access token for authorization.');
    const expires = world.tokens.get(header.replace(/^Bearer /, ''));
    if (expires === undefined || expires < Date.now()) throw new Refusal(99991663, 'Invalid access token for authorization.');
    await next();
  });

  app.get('/open-apis/bot/v3/info', (context) =>
    context.json({ code: 0, msg: 'ok', bot: { activate_status: 2, app_name: world.bot.name, open_id: world.bot.id } }),
  );

  /** Shape by the SDK's typing; 1 is granted, 2 is not, by reports. */
  app.get('/open-apis/application/v6/scopes', (context) => {
    const scopes = [...world.scopes].map(([scope_name, given]) => ({ scope_name, grant_status: given ? 1 : 2 }));
    return context.json({ code: 0, msg: 'success', data: { scopes } });
  });

  app.route('/open-apis/im/v1/messages', messageRoutes(world));
  app.route('/open-apis/ephemeral/v1', ephemeralRoutes(world));

  app.post('/open-apis/im/v1/:kind{images|files}', async (context) => {
    const form = await context.req.formData();
    const image = context.req.param('kind') === 'images';
    const file = form.get(image ? 'image' : 'file');
    if (!(file instanceof File) || file.size === 0 || !file.name) throw new Refusal(234001, 'Invalid request param.');
    const type = form.get(image ? 'image_type' : 'file_type');
    const name = image ? file.name : form.get('file_name');
    if (typeof type !== 'string' || typeof name !== 'string') throw new Refusal(234001, 'Invalid request param.');
    if (file.size > (image ? 10 : 30) * 1024 * 1024) throw new Refusal(234006, 'The file size exceed the max value.');
    const key = newId(image ? 'img_v3' : 'file_v3');
    world.uploads.push({ key, name, bytes: file.size });
    return context.json({ code: 0, msg: 'success', data: image ? { image_key: key } : { file_key: key } });
  });

  app.get('/open-apis/im/v1/chats/:id/members', (context) => {
    const chat = world.chats.get(context.req.param('id'));
    if (!chat?.botInside) throw new Refusal(232011, 'Operator can NOT be out of the chat.');
    const items = chat.people.map((id) => ({ member_id_type: 'open_id', member_id: id, name: world.people.get(id)?.name ?? '' }));
    return context.json({
      code: 0,
      msg: 'success',
      data: { items, has_more: false, page_token: '', member_total: items.length },
    });
  });

  app.post('/open-apis/contact/v3/users/basic_batch', async (context) => {
    const { user_ids } = await context.req.json<{ user_ids: string[] }>();
    const users = user_ids.flatMap((id) => world.people.get(id) ?? []).map(({ id, name }) => ({ user_id: id, name }));
    return context.json({ code: 0, msg: 'success', data: { users } });
  });

  return app;
}
