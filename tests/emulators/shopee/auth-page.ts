import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { Refusal, refuse } from './refusal.ts';
import { apiBase, apiSignature, sameSignature } from './sign.ts';
import type { World } from './world.ts';

/**
 * The page where the seller says yes, and does at once: `/auth` of today and the signed link of before
 * (facts/marketplaces §5.1). Leads back with `code`, `shop_id` and, on `/auth`, the caller's `state`.
 */
export function authPage(world: World, call: Call): Answer | undefined {
  const { partnerId, shopId } = world.settings;
  const given = (name: string): string => call.query.get(name) ?? '';
  const leadBack = (address: string, state: string): Answer => {
    if (!URL.canParse(address)) throw new Refusal('error_param', 'The redirect address is invalid.');
    const back = new URL(address);
    back.searchParams.set('code', world.tokens.code());
    back.searchParams.set('shop_id', shopId);
    if (state) back.searchParams.set('state', state);
    return { status: 302, error: '', body: '', headers: { location: back.href } };
  };
  if (call.method === 'GET' && call.path === '/auth') {
    if (given('partner_id') !== partnerId) throw new Refusal('error_auth', 'partner_id is invalid');
    if (given('auth_type') !== 'seller' || given('response_type') !== 'code')
      throw new Refusal('error_param', 'auth_type or response_type is invalid.');
    return leadBack(given('redirect_uri'), given('state'));
  }
  if (call.method === 'GET' && call.path === '/api/v2/shop/auth_partner') {
    const timestamp = given('timestamp');
    const base = apiBase({ partnerId: given('partner_id'), path: call.path, timestamp });
    if (Math.abs(world.now() / 1_000 - Number(timestamp)) > 300) throw new Refusal('error_param', 'Timestamp is expired.');
    if (!sameSignature(given('sign'), apiSignature(world.settings.partnerKey, base))) refuse('error_sign');
    return leadBack(given('redirect'), '');
  }
  return undefined;
}
