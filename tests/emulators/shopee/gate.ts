import type { Call, Route } from './call.ts';
import { Refusal, refuse } from './refusal.ts';
import { apiBase, apiSignature, sameSignature } from './sign.ts';
import type { World } from './world.ts';

/** A timestamp is good for five minutes (facts/marketplaces §5.1). */
const windowSeconds = 300;

/** What every call must show before it is looked at (§5.1). @throws Refusal */
export function checkCaller(world: World, route: Route, call: Call): void {
  const { settings, shop } = world;
  const given = (name: string): string => {
    const value = call.query.get(name);
    if (!value) throw new Refusal('error_param', `There is no ${name} in query.`);
    return value;
  };
  const partnerId = given('partner_id');
  const timestamp = given('timestamp');
  const sign = given('sign');
  if (partnerId !== settings.partnerId) throw new Refusal('error_auth', 'partner_id is invalid');
  if (!/^\d{1,10}$/.test(timestamp)) throw new Refusal('error_param', 'Timestamp is invalid.');
  if (Math.abs(world.now() / 1_000 - Number(timestamp)) > windowSeconds)
    throw new Refusal('error_param', 'Timestamp is expired.');
  const ofShop = route.scope === 'shop' ? { accessToken: given('access_token'), shopId: given('shop_id') } : {};
  const base = apiBase({ partnerId, path: call.path, timestamp, ...ofShop });
  if (!sameSignature(sign, apiSignature(settings.partnerKey, base))) refuse('error_sign');
  if (settings.declaredIps && !settings.declaredIps.includes(call.from)) refuse('source_ip_undeclared');
  if (!('shopId' in ofShop)) return;
  world.tokens.check(ofShop.accessToken ?? '');
  if (ofShop.shopId !== settings.shopId) refuse('error_auth');
  if (shop.state === 'banned') refuse('shop_banned');
  if (route.permission === 'chat' && world.chat === 'not_granted') refuse('error_permission');
}
