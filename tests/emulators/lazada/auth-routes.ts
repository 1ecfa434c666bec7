import type { ApiCall, Routes } from './gateway.ts';
import { gatewayRefusal } from './refusal.ts';
import { newToken } from './world.ts';
import type { World } from './world.ts';

const codeTtlMs = 30 * 60_000;

/** `/auth/token/create` and `/auth/token/refresh`; they answer flat, without `data` (facts/marketplaces §6). */
export const authRoutes: Routes = {
  '/auth/token/create': { methods: ['GET', 'POST'], required: ['code'], handle: create },
  '/auth/token/refresh': { methods: ['GET', 'POST'], required: ['refresh_token'], handle: refresh },
};

/** The seller consents: a code for one use within 30 minutes. */
export function consent(world: World): string {
  const code = newToken('0_');
  world.tokens.codes.set(code, { at: world.now() });
  world.tokens.revoked = false;
  return code;
}

function create({ world, params }: ApiCall): Record<string, unknown> {
  const code = world.tokens.codes.get(params.code ?? '');
  world.tokens.codes.delete(params.code ?? '');
  if (!code || world.now() - code.at > codeTtlMs) throw gatewayRefusal('InvalidCode', 'Invalid authorization code');
  return issue(world, 'authorization_code', world.now() + world.options.refreshTokenTtlSeconds * 1_000);
}

function refresh({ world, params }: ApiCall): Record<string, unknown> {
  const given = params.refresh_token ?? '';
  const token = world.tokens.refresh.get(given);
  if (!token || world.tokens.revoked || token.expiresAt <= world.now())
    throw gatewayRefusal('IllegalRefreshToken', 'The specified refresh token is invalid or expired');
  if (world.options.usedRefreshTokens === 'refused') world.tokens.refresh.delete(given);
  const { country_user_info, ...rest } = issue(world, 'refresh_token', token.expiresAt);
  return { ...rest, [world.options.refreshedSellersField]: country_user_info };
}

/** A refresh renews the access token's lifetime and not the refresh token's: that ends with the consent. */
export function issue(world: World, grant: 'authorization_code' | 'refresh_token', refreshExpiresAt: number) {
  const now = world.now();
  const expiresAt = now + world.options.accessTokenTtlSeconds * 1_000;
  const access = newToken('50000');
  const refreshToken = newToken('50001');
  world.tokens.access.set(access, { expiresAt });
  world.tokens.refresh.set(refreshToken, { expiresAt: refreshExpiresAt });
  world.tokens.issued.push({ at: now, grant, expiresAt, refreshExpiresAt });
  const sellers = [...world.sellers.values()];
  return {
    access_token: access,
    refresh_token: refreshToken,
    expires_in: world.options.accessTokenTtlSeconds,
    refresh_expires_in: Math.max(0, Math.floor((refreshExpiresAt - now) / 1_000)),
    country: sellers[0]?.site.country ?? '',
    country_user_info: sellers.map(({ site, sellerId, userId, shortCode }) => ({
      country: site.country,
      seller_id: sellerId,
      user_id: userId,
      short_code: shortCode,
    })),
    account_platform: 'seller_center',
    account: 'seller@example.test',
    account_id: null,
    code: '0',
  };
}
