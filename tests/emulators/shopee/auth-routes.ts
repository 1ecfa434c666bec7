import type { Fields, Routes } from './call.ts';
import { bare } from './json.ts';
import { Refusal, refuse } from './refusal.ts';
import type { IssuedTokens } from './tokens.ts';
import type { World } from './world.ts';

/** Tokens of facts/marketplaces §5.1. Their fields stand beside `error`, not in a `response`. */
export const authRoutes: Routes = {
  'auth.token.get': {
    method: 'POST',
    scope: 'public',
    async answer(world, fields) {
      checkIds(world, fields);
      const pair = pairOf(world, world.tokens.exchange(String(fields.code)));
      world.pushes?.authorised();
      return { ...pair, shop_id_list: [bare(world.settings.shopId)], merchant_id_list: [] };
    },
  },
  'auth.access_token.get': {
    method: 'POST',
    scope: 'public',
    async answer(world, fields) {
      checkIds(world, fields);
      if (world.shop.state === 'banned') refuse('shop_banned');
      const pair = pairOf(world, world.tokens.refresh(String(fields.refresh_token)));
      const { partnerId, shopId } = world.settings;
      return { ...pair, partner_id: bare(partnerId), shop_id: bare(shopId) };
    },
  },
};

function checkIds(world: World, fields: Fields): void {
  if (String(fields.partner_id) !== world.settings.partnerId) throw new Refusal('error_auth', 'partner_id is invalid');
  if (String(fields.shop_id) !== world.settings.shopId) throw new Refusal('error_auth', 'Invalid partner_id or shopid.');
}

function pairOf(world: World, { accessToken, refreshToken }: IssuedTokens): Fields {
  return { access_token: accessToken, refresh_token: refreshToken, expire_in: world.settings.accessTokenSeconds };
}
