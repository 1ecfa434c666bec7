import type { Oracle } from '../lazada-tiktok/oracle.ts';
import { createRates } from '../lazada-tiktok/rates.ts';
import type { Answer, Asked } from '../lazada-tiktok/serve.ts';
import { Refusal } from './refusal.ts';
import { signedBy } from './signature.ts';
import { newRequestId, seconds } from './world.ts';
import type { World } from './world.ts';

export interface ApiCall {
  world: World;
  /** Ids that stand in the path, in its order. */
  ids: string[];
  query: URLSearchParams;
  /** Of a JSON request, parsed; {} without one. */
  body: Record<string, unknown>;
  asked: Asked;
}

export interface Route {
  method: 'GET' | 'POST';
  /** `/customer_service/202309/conversations/{id}/messages`; `{id}` takes one part of the path. */
  path: string;
  handle: (call: ApiCall) => Record<string, unknown> | Promise<Record<string, unknown>>;
  /** Calls about the account itself refuse a `shop_cipher`. Default required. */
  shopCipher?: 'required' | 'unexpected';
}

const system = new Set(['app_key', 'timestamp', 'sign', 'shop_cipher', 'access_token', 'version', 'shop_id']);
const earliestSeconds = 5 * 60;
const latestSeconds = 30;

export const envelope = (code: number, message: string, data: unknown): string =>
  JSON.stringify({ code, message, request_id: newRequestId(), data });

/** Checks that every call passes: app key, time, signature, token, scope, shop, frequency. */
export function createGateway(world: World, routes: Route[], oracle: Oracle): (asked: Asked) => Promise<Answer> {
  const rates = createRates();
  const compiled = routes.map((route) => ({
    route,
    pattern: new RegExp(`^${route.path.replaceAll('{id}', '([^/]+)')}$`),
  }));
  const { codes } = world;

  function checkSystem({ query, method, headers, pathname, body }: Asked): void {
    if (query.get('app_key') !== world.app.appKey)
      throw new Refusal(codes.badRequest, 'Invalid credentials. Invalid `app_key` query parameter.', { status: 400 });
    const age = seconds(world.now()) - Number(query.get('timestamp'));
    if (!/^\d{10}$/.test(query.get('timestamp') ?? '') || age > earliestSeconds || age < -latestSeconds)
      throw new Refusal(
        codes.badRequest,
        'Invalid timestamp. The value of the `timestamp` query parameter must not be earlier than 5 minutes before the current time.',
        { status: 400 },
      );
    if (!query.get('sign'))
      throw new Refusal(
        codes.badRequest,
        'Missing credentials. The request does not include a required signature in the query.',
        {
          status: 400,
        },
      );
    const unsignedBody = method === 'GET' || headers['content-type']?.startsWith('multipart/form-data');
    if (!signedBy(world.app.appSecret, { path: pathname, query, body: unsignedBody ? '' : body }))
      throw new Refusal(codes.badSignature, "Invalid credentials. The 'sign' query parameter is invalid.", { status: 401 });
  }

  function checkToken({ headers }: Asked): void {
    const token = world.tokens.access.get(headers['x-tts-access-token'] ?? '');
    if (!token || world.tokens.revoked)
      throw new Refusal(codes.badToken, 'Invalid credentials. The `x-tts-access-token` header is invalid.', { status: 401 });
    if (token.expiresAt <= world.now())
      throw new Refusal(codes.expiredToken, 'Expired credentials. The `x-tts-access-token` header has expired.', { status: 401 });
  }

  function checkShop({ query, pathname }: Asked, { shopCipher = 'required' }: Route): void {
    if (pathname.startsWith('/customer_service/') && world.options.customerServiceScope === 'not_granted')
      throw new Refusal(
        codes.noScope,
        'Access denied. This app has not been granted any access scope required by this endpoint.',
        {
          status: 403,
        },
      );
    const cipher = query.get('shop_cipher');
    if (shopCipher === 'unexpected' && cipher !== null)
      throw new Refusal(
        codes.badRequest,
        'Unexpected identifier. The `shop_cipher` query parameter is not required for this request.',
        {
          status: 400,
        },
      );
    if (shopCipher === 'required' && cipher !== world.shop.cipher)
      throw new Refusal(codes.badShopCipher, 'Invalid identifier. The `shop_cipher` query parameter is invalid.', {
        status: 400,
      });
  }

  /** System parameters are the same everywhere and stand in the oracle once. */
  function checkShape(name: string, query: URLSearchParams, body: Record<string, unknown>): void {
    const entries = [...query];
    oracle.check('request', 'system', Object.fromEntries(entries.filter(([key]) => system.has(key))));
    oracle.check('request', name, { query: Object.fromEntries(entries.filter(([key]) => !system.has(key))), body });
  }

  async function handle(asked: Asked): Promise<{ name: string; data: Record<string, unknown> }> {
    const found = compiled.find(({ route, pattern }) => route.method === asked.method && pattern.test(asked.pathname));
    if (!found) throw new Refusal(codes.unknownPath, 'Invalid path. The request path does not exist.', { status: 404 });
    const { route, pattern } = found;
    checkSystem(asked);
    checkToken(asked);
    checkShop(asked, route);
    if (rates.exceeded(asked.pathname, world.options.callsPerSecond)) throw throttled(world, world.options.retryAfterSeconds);
    const name = `${route.method} ${route.path}`;
    const body = bodyOf(world, asked);
    checkShape(name, asked.query, body);
    const ids = [...(pattern.exec(asked.pathname) ?? [])].slice(1);
    return { name, data: await route.handle({ world, ids, query: asked.query, body, asked }) };
  }

  return async (asked) => {
    try {
      const { name, data } = await handle(asked);
      const body = envelope(0, 'Success', data);
      oracle.check('answer', name, JSON.parse(body));
      return { status: 200, body };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, headers: error.headers, body: envelope(error.code, error.message, null) };
    }
  };
}

/** HTTP 429 with the time to wait; limits move with the platform's load (facts/marketplaces §7). */
export function throttled(world: World, retryAfterSeconds: number): Refusal {
  return new Refusal(world.codes.throttled, 'Too many requests. Please try again later.', {
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}

function bodyOf(world: World, { body, headers }: Asked): Record<string, unknown> {
  if (body.length === 0 || headers['content-type']?.startsWith('multipart/form-data')) return {};
  try {
    return JSON.parse(body.toString()) as Record<string, unknown>;
  } catch {
    throw new Refusal(world.codes.badRequest, 'Invalid body. The request body is not JSON.', { status: 400 });
  }
}
