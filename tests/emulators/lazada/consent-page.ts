import type { Answer, Asked } from '../lazada-tiktok/serve.ts';
import { consent } from './auth-routes.ts';
import { authHost } from './sites.ts';
import type { World } from './world.ts';

/** `/oauth/authorize` where the seller says yes at once: back to `redirect_uri` with a code (facts/marketplaces §6). */
export function consentAnswer(world: World, { pathname, query }: Asked): Answer | undefined {
  if (pathname !== `/${authHost}/oauth/authorize`) return undefined;
  const redirect = query.get('redirect_uri');
  if (query.get('response_type') !== 'code' || query.get('client_id') !== world.app.appKey || !redirect)
    return { status: 400, headers: { 'content-type': 'text/plain' }, body: 'invalid authorize request' };
  const back = new URL(redirect);
  back.searchParams.set('code', consent(world));
  const state = query.get('state');
  if (state) back.searchParams.set('state', state);
  return { status: 302, headers: { location: back.href }, body: '' };
}
