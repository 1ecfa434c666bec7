import { stringify } from 'lossless-json';
import type { Answer, Asked } from '../lazada-tiktok/serve.ts';
import type { Oracle } from '../lazada-tiktok/oracle.ts';
import { createRates } from '../lazada-tiktok/rates.ts';
import { Refusal, apiCallLimit, badAccessToken, gatewayRefusal } from './refusal.ts';
import { signedBy } from './signature.ts';
import { authHost, sites } from './sites.ts';
import type { Seller, World } from './world.ts';
import { newRequestId } from './world.ts';

export interface ApiCall {
  world: World;
  /** Of the country whose host was called. On the auth host the account's first. */
  seller: Seller;
  params: Record<string, string>;
}

/** Answers the body without `request_id`. */
export type Handler = (call: ApiCall) => Record<string, unknown>;
export type Routes = Record<string, { methods: ('GET' | 'POST')[]; required?: string[]; handle: Handler }>;

const skewMs = 7_200_000;
const testCallsPerDay = 1_000;
const dayMs = 24 * 3_600_000;

/** `/api.lazada.sg/rest/im/message/send` → `/im/message/send`; what is signed starts after `/rest` (facts/marketplaces §6). */
export const apiPathOf = (pathname: string): string => pathname.replace(/^\/[^/]+(\/rest)?(?=\/)/, '');

/** Checks that every call passes: system parameters, signature, time, token, frequency. */
export function createGateway(world: World, routes: Routes, oracle: Oracle): (asked: Asked) => Answer {
  const rates = createRates();
  const banned = new Map<string, number>();
  const days = new Map<number, number>();

  function limit(path: string): void {
    const over = rates.exceeded(path, world.options.callsPerSecond);
    // A call during the ban is refused like the one that earned it.
    if (over || (banned.get(path) ?? 0) > performance.now()) {
      if (over) banned.set(path, performance.now() + 1_000);
      throw new Refusal(apiCallLimit(1));
    }
    const day = Math.floor(world.now() / dayMs);
    const today = (days.get(day) ?? 0) + 1;
    days.set(day, today);
    if (world.options.appStatus === 'test' && today > testCallsPerDay) throw new Refusal(apiCallLimit(86_400));
  }

  function checkSystem(path: string, params: Record<string, string>): void {
    for (const name of ['app_key', 'timestamp', 'sign_method', 'sign']) if (!params[name]) throw missing(name);
    if (params.app_key !== world.app.appKey) throw gatewayRefusal(world.codes.unknownAppKey, 'The specified App Key is invalid');
    if (params.sign_method !== 'sha256' || !signedBy(world.app.appSecret, path, params))
      throw gatewayRefusal('IncompleteSignature', 'The request signature does not conform to platform standards');
    if (!/^\d{13}$/.test(params.timestamp ?? '') || Math.abs(Number(params.timestamp) - world.now()) > skewMs)
      throw gatewayRefusal(world.codes.staleTimestamp, 'The specified timestamp is invalid or expired');
  }

  /** System parameters are the same everywhere and stand in the oracle once. */
  function checkShape(path: string, params: Record<string, string>): void {
    const { app_key, timestamp, sign_method, sign, access_token, partner_id, ...own } = params;
    oracle.check('request', 'system', dropUndefined({ app_key, timestamp, sign_method, sign, access_token, partner_id }));
    oracle.check('request', path, own);
  }

  function handle(asked: Asked): Record<string, unknown> {
    const path = apiPathOf(asked.pathname);
    const host = asked.pathname.split('/')[1];
    const route = routes[path];
    const auth = path.startsWith('/auth/');
    if (!route || auth !== (host === authHost))
      throw gatewayRefusal(world.codes.unknownPath, 'The specified API path is invalid');
    if (!route.methods.includes(asked.method as 'GET'))
      throw gatewayRefusal(world.codes.wrongMethod, 'The specified HTTP method is not supported');
    const params = paramsOf(asked);
    checkSystem(path, params);
    if (!auth) checkToken(world, params);
    limit(path);
    checkShape(path, params);
    for (const name of route.required ?? []) if (!params[name]) throw missing(name);
    return route.handle({ world, seller: sellerAt(world, host), params });
  }

  return (asked) => {
    const path = apiPathOf(asked.pathname);
    try {
      const body = handle(asked);
      const answer = { ...body, request_id: newRequestId() };
      oracle.check('answer', path, JSON.parse(stringify(answer) ?? ''));
      return { status: 200, body: stringify(answer) ?? '' };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: 200, body: stringify({ ...error.answer, request_id: newRequestId() }) ?? '' };
    }
  };
}

const missing = (name: string): Refusal =>
  gatewayRefusal(
    'MissingParameter',
    `The input parameter "${name}" that is mandatory for processing this request is not supplied`,
  );

function checkToken(world: World, params: Record<string, string>): void {
  if (!params.access_token) throw missing('access_token');
  const token = world.tokens.access.get(params.access_token);
  if (!token || world.tokens.revoked || token.expiresAt <= world.now()) throw badAccessToken();
}

function sellerAt(world: World, host: string | undefined): Seller {
  const seller = [...world.sellers.values()].find(({ site }) => site.host === host);
  const [first] = world.sellers.values();
  if (seller) return seller;
  // The account has no shop in that country.
  if (host !== authHost && Object.values(sites).some((site) => site.host === host)) throw badAccessToken();
  if (!first) throw new Error('the account has no country');
  return first;
}

/** Query and form make one set of parameters; all of them are signed. */
function paramsOf({ query, headers, body }: Asked): Record<string, string> {
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(body.toString())
    : new URLSearchParams();
  return { ...Object.fromEntries(query), ...Object.fromEntries(form) };
}

const dropUndefined = (params: Record<string, string | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
