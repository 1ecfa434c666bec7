import type { Context, MiddlewareHandler } from 'hono';
import type { Resource } from './quotas.ts';
import { invalidToken } from './refusal.ts';
import { baseScope, scope } from './scopes.ts';
import type { AccessToken, Tokens } from './tokens.ts';
import type { World } from './world.ts';

export interface Needed {
  scopes: readonly string[];
  kinds?: readonly AccessToken['kind'][];
  resource: Resource;
}

const user = ['user'] as const;

/** What each API asks for (facts/marketplaces §4.1). Any one of the scopes will do. */
export const needed = {
  message: { scopes: [scope('commerce.message')], kinds: user, resource: 'message' },
  publicKey: { scopes: [baseScope], kinds: ['application'], resource: 'notification' },
  notification: { scopes: [baseScope], resource: 'notification' },
  subscription: { scopes: [baseScope, scope('commerce.notification.subscription')], resource: 'notification' },
  order: { scopes: [scope('sell.fulfillment')], kinds: user, resource: 'order' },
  standards: { scopes: [scope('sell.analytics.readonly')], kinds: user, resource: 'seller_standards_profile' },
  serviceMetric: { scopes: [scope('sell.analytics.readonly')], kinds: user, resource: 'customer_service_metric' },
  feedback: { scopes: [scope('commerce.feedback'), scope('commerce.feedback.readonly')], resource: 'feedback' },
  feedbackWrite: { scopes: [scope('commerce.feedback')], kinds: user, resource: 'feedback' },
} satisfies Record<string, Needed>;

/** The token of a REST call. @throws Refusal 401/1001, 403/1100, 429/2001 */
export function bearer(world: World, tokens: Tokens, context: Context, what: Needed): AccessToken {
  const [, token] = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
  const found = tokens.check(token, what);
  world.quotas.take(what.resource);
  return found;
}

export function allow(world: World, tokens: Tokens, what: Needed): MiddlewareHandler {
  return async (context, next) => {
    bearer(world, tokens, context, what);
    await next();
  };
}

/** Post-Order has a scheme of its own, `IAF`; whether it also takes `Bearer` is UNCONFIRMED (facts/marketplaces §4.4). */
export function allowPostOrder(
  world: World,
  tokens: Tokens,
  schemes: readonly string[],
  resourceOf: (context: Context) => Resource,
): MiddlewareHandler {
  return async (context, next) => {
    const [, scheme, token] = /^(\S+) (.+)$/.exec(context.req.header('authorization') ?? '') ?? [];
    if (!schemes.includes(scheme ?? '')) throw invalidToken();
    tokens.check(token, { scopes: [baseScope], kinds: user });
    world.quotas.take(resourceOf(context));
    await next();
  };
}
