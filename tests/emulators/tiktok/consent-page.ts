import type { Answer, Asked } from '../lazada-tiktok/serve.ts';
import { consent } from './auth-routes.ts';
import type { World } from './world.ts';

/**
 * `/open/authorize` where the seller says yes at once (facts/marketplaces §7). Where it leads back to is set in Partner
 * Center; here `redirect_uri` in the query stands for that.
 */
export function consentAnswer(world: World, { pathname, query }: Asked): Answer | undefined {
  if (pathname !== '/open/authorize') return undefined;
  const redirect = query.get('redirect_uri');
  if (!query.get('service_id') || !redirect)
    return { status: 400, headers: { 'content-type': 'text/plain' }, body: 'service_id is required' };
  const back = new URL(redirect);
  back.searchParams.set('app_key', world.app.appKey);
  back.searchParams.set('code', consent(world));
  const state = query.get('state');
  if (state) back.searchParams.set('state', state);
  return { status: 302, headers: { location: back.href }, body: '' };
}
