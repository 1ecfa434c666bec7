import type { Answer, Asked } from '../lazada-tiktok/serve.ts';
import type { Oracle } from '../lazada-tiktok/oracle.ts';
import { envelope } from './gateway.ts';
import { Refusal } from './refusal.ts';
import { newToken, seconds } from './world.ts';
import type { World } from './world.ts';

const codeTtlMs = 30 * 60_000;

/** The auth host: unsigned GETs with the secret in the query, expiry as absolute seconds (facts/marketplaces §7). */
export function createAuthHost(world: World, oracle: Oracle): (asked: Asked) => Answer {
  const handlers: Record<string, (query: URLSearchParams) => Record<string, unknown>> = {
    '/api/v2/token/get': (query) => get(world, query),
    '/api/v2/token/refresh': (query) => refresh(world, query),
  };
  return ({ method, pathname, query }) => {
    const name = `GET ${pathname}`;
    try {
      const handle = handlers[pathname];
      if (!handle || method !== 'GET') throw new Refusal(world.codes.unknownPath, 'Invalid path.', { status: 404 });
      oracle.check('request', name, { query: Object.fromEntries(query), body: {} });
      if (query.get('app_key') !== world.app.appKey || query.get('app_secret') !== world.app.appSecret)
        throw new Refusal(world.codes.badRequest, 'Invalid credentials. Invalid `app_key` query parameter.');
      const body = envelope(0, 'success', handle(query));
      oracle.check('answer', name, JSON.parse(body));
      return { status: 200, body };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, body: envelope(error.code, error.message, {}) };
    }
  };
}

/** The seller consents: a code for one use within 30 minutes. */
export function consent(world: World): string {
  const code = `ROW_${newToken()}`;
  world.tokens.codes.set(code, { at: world.now() });
  world.tokens.revoked = false;
  return code;
}

function get(world: World, query: URLSearchParams): Record<string, unknown> {
  if (query.get('grant_type') !== 'authorized_code') throw new Refusal(world.codes.badRequest, 'Invalid `grant_type`.');
  const given = query.get('auth_code') ?? '';
  const code = world.tokens.codes.get(given);
  world.tokens.codes.delete(given);
  if (!code || world.now() - code.at > codeTtlMs)
    throw new Refusal(world.codes.badAuthCode, 'Authorization code is invalid or has expired.');
  return issue(world, 'authorized_code');
}

function refresh(world: World, query: URLSearchParams): Record<string, unknown> {
  if (query.get('grant_type') !== 'refresh_token') throw new Refusal(world.codes.badRequest, 'Invalid `grant_type`.');
  const given = query.get('refresh_token') ?? '';
  const token = world.tokens.refresh.get(given);
  // Rotates: what was used is worth nothing any more (§7, §19.2).
  world.tokens.refresh.delete(given);
  if (!token || world.tokens.revoked || token.expiresAt <= world.now())
    throw new Refusal(world.codes.badRefreshToken, 'Refresh token is invalid or has expired.');
  if (world.options.refreshedAccessTokens === 'ended') world.tokens.access.delete(token.access);
  return issue(world, 'refresh_token');
}

export function issue(world: World, grant: 'authorized_code' | 'refresh_token') {
  const at = world.now();
  const expiresAt = at + world.options.accessTokenTtlSeconds * 1_000;
  const refreshExpiresAt = at + world.options.refreshTokenTtlSeconds * 1_000;
  const access = newToken();
  const refreshToken = newToken();
  world.tokens.access.set(access, { expiresAt });
  world.tokens.refresh.set(refreshToken, { expiresAt: refreshExpiresAt, access });
  world.tokens.issued.push({ at, grant, expiresAt, refreshExpiresAt });
  return {
    access_token: access,
    access_token_expire_in: seconds(expiresAt),
    refresh_token: refreshToken,
    refresh_token_expire_in: seconds(refreshExpiresAt),
    open_id: 'hWaeegAAAABqXniBPelkeRAmTmxju9EI',
    seller_name: world.shop.name,
    seller_base_region: world.shop.region,
    user_type: 0,
    granted_scopes: [
      'seller.order.info',
      'seller.return_refund.basic',
      ...(world.options.customerServiceScope === 'granted' ? ['seller.customer_service'] : []),
    ],
  };
}
