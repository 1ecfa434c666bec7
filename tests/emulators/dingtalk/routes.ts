import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { CardDataLimits } from './card-data.ts';
import { cardRoutes } from './card-routes.ts';
import { createApiLimits } from './limits.ts';
import type { LimitOptions } from './limits.ts';
import { oldApiRoutes } from './old-api-routes.ts';
import { Refusal } from './refusal.ts';
import { robotRoutes } from './robot-routes.ts';
import { newId } from './world.ts';
import type { World } from './world.ts';
import { webhookRoutes } from './webhook-routes.ts';

export interface RouteOptions {
  limits: LimitOptions;
  cardData: CardDataLimits;
  /** Re-using an outTrackId is refused or, as facts/messengers §3.5 also says, answered as if it were new. */
  repeatedOutTrackId: 'refused' | 'ignored';
  /** Seen as 400 and as 401 (§3.6). */
  invalidTokenStatus: 400 | 401;
  /** Whether session webhooks count to the quota is UNCONFIRMED (§3.6). */
  sessionWebhookCounts: boolean;
  /** Whether member lists work in groups that the app did not make is UNCONFIRMED (§3.8). */
  memberLists: 'open' | 'refused';
}

/** They carry their own proof instead of the app's token. */
const withoutToken = [
  '/v1.0/oauth2/accessToken',
  '/v1.0/gateway/connections/open',
  '/gettoken',
  '/robot/send',
  '/robot/sendBySession',
];
/** Token, identity and contact APIs cost no quota (§3.7); opening a connection does, which is what a reconnect storm burns (§3.1). */
const free = ['/v1.0/oauth2/accessToken', '/gettoken', '/topapi/v2/user/get'];

/** Everything HTTP but the gateway: what all calls share, then the APIs of §3.5, §3.6 and §3.8. */
export function apiRoutes(world: World, options: RouteOptions, base: () => string): Hono {
  const app = new Hono();
  const limits = createApiLimits(world, options.limits.qps);

  app.onError((error, context) => {
    if (error instanceof Refusal) return refuse(context, error);
    throw error;
  });

  app.use(async (context, next) => {
    const { method, path } = context.req;
    const type = context.req.header('content-type') ?? '';
    const body: unknown = type.includes('json')
      ? await context.req.raw
          .clone()
          .json()
          .catch(() => null)
      : type;
    const entry = { at: Date.now(), kind: 'http' as const, method, path, body, status: 0, code: '' };
    world.history.push(entry);
    await next();
    entry.status = context.res.status;
    entry.code = await codeOf(context.res);
  });

  app.use(async (context, next) => {
    await next();
    const lost = world.lostAnswers.findIndex((path) => path.test(context.req.path));
    if (lost < 0 || !context.res.ok) return;
    world.lostAnswers.splice(lost, 1);
    (context.env as HttpBindings).outgoing.destroy();
  });

  app.use(async (context, next) => {
    const planned = world.failures.findIndex(({ path }) => path.test(context.req.path));
    const [failure] = planned < 0 ? [] : world.failures.splice(planned, 1);
    if (failure?.raw !== undefined) return context.json(failure.raw, failure.status as 200);
    if (failure) throw new Refusal(failure.code, 'refused on purpose', failure.status);
    await next();
  });

  app.use(async (context, next) => {
    const { path } = context.req;
    // A custom robot belongs to its group and not to the app; its own limits are in webhook-routes.ts.
    if (path.startsWith('/files/') || path === '/robot/send') return next();
    if (path === '/robot/sendBySession') {
      if (options.sessionWebhookCounts) limits.spend(path);
      return next();
    }
    if (!withoutToken.includes(path)) checkToken(context);
    limits.pass(path);
    if (!free.includes(path)) limits.spend(path);
    await next();
  });

  function checkToken(context: Context): void {
    const renewed = context.req.path.startsWith('/v1.0/');
    const token = renewed ? context.req.header('x-acs-dingtalk-access-token') : context.req.query('access_token');
    const expires = world.tokens.get(token ?? '');
    if (expires !== undefined && expires > Date.now()) return;
    if (renewed) throw new Refusal('InvalidAuthentication', '不合法的access_token', options.invalidTokenStatus);
    throw new Refusal(40_014, '不合法的access_token');
  }

  function issueToken(clientId: unknown, clientSecret: unknown): string | null {
    if (clientId !== world.clientId || clientSecret !== world.clientSecret) return null;
    const token = newId('');
    world.tokens.set(token, Date.now() + world.tokenTtlMs);
    return token;
  }

  app.post('/v1.0/oauth2/accessToken', async (context) => {
    const { appKey, appSecret } = await context.req.json<Record<string, unknown>>();
    const accessToken = issueToken(appKey, appSecret);
    if (accessToken === null) throw new Refusal('invalidClientIdOrSecret', '无效的clientId或者clientSecret');
    return context.json({ accessToken, expireIn: Math.floor(world.tokenTtlMs / 1_000) });
  });

  app.get('/gettoken', (context) => {
    const access_token = issueToken(context.req.query('appkey'), context.req.query('appsecret'));
    if (access_token === null) throw new Refusal(40_089, '不合法的corpid或corpsecret');
    return context.json({ errcode: 0, errmsg: 'ok', access_token, expires_in: Math.floor(world.tokenTtlMs / 1_000) });
  });

  app.route('/', cardRoutes(world, options));
  app.route('/', robotRoutes(world, options, base));
  app.route('/', oldApiRoutes(world));
  app.route('/', webhookRoutes(world, options.limits));
  return app;
}

function refuse(context: Context, { code, message, status }: Refusal): Response {
  if (typeof code === 'number') return context.json({ errcode: code, errmsg: message }, status as 200);
  return context.json({ code, message, requestid: newId('').toUpperCase() }, status as 400);
}

/** The code that an answer names, whichever shape it has. */
async function codeOf(response: Response): Promise<string> {
  const answer = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string; errcode?: number };
  return answer.code ?? (answer.errcode ? String(answer.errcode) : response.ok ? '' : String(response.status));
}
