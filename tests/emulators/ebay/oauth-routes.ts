import { Hono } from 'hono';
import { oauthRefusal } from './refusal.ts';
import { knownScopes } from './scopes.ts';
import type { Tokens } from './tokens.ts';
import type { World } from './world.ts';

export interface App {
  clientId: string;
  clientSecret: string;
  /** What stands in `redirect_uri`: a name from the developer site, never an address (facts/marketplaces §4.1). */
  ruName: string;
  /** Where the RuName leads once the seller has decided. */
  acceptUrl: string;
  /** What the seller does on the consent page. */
  consent: 'grant' | 'decline';
}

const listOf = (scopes: string | null): string[] => (scopes ?? '').split(' ').filter(Boolean);

/** The consent page, on the `auth` host: the seller decides at once. */
export function authorizeRoutes(tokens: Tokens, app: App): Hono {
  const routes = new Hono();
  routes.get('/oauth2/authorize', (context) => {
    const query = new URL(context.req.url).searchParams;
    if (query.get('client_id') !== app.clientId || query.get('redirect_uri') !== app.ruName)
      return context.json({ error_id: 'unauthorized_client', http_status_code: 400 }, 400);
    const back = new URL(app.acceptUrl);
    const state = query.get('state');
    if (state !== null) back.searchParams.set('state', state);
    const scopes = listOf(query.get('scope'));
    const error =
      query.get('response_type') !== 'code'
        ? 'unsupported_response_type'
        : scopes.length === 0 || scopes.some((name) => !knownScopes.includes(name))
          ? 'invalid_scope'
          : app.consent === 'decline'
            ? 'access_denied'
            : null;
    if (error) back.searchParams.set('error', error);
    else {
      back.searchParams.set('code', tokens.code(scopes));
      back.searchParams.set('expires_in', String(tokens.lifetimes.codeMs / 1_000));
    }
    return context.redirect(back.href, 302);
  });
  return routes;
}

/** `POST /identity/v1/oauth2/token` (facts/marketplaces §4.1). */
export function tokenRoutes(world: World, tokens: Tokens, app: App): Hono {
  const routes = new Hono();
  routes.post('/oauth2/token', async (context) => {
    const basic = `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64')}`;
    if (context.req.header('authorization') !== basic) throw oauthRefusal(401, 'invalid_client', 'client authentication failed');
    if (!context.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
      throw oauthRefusal(400, 'invalid_request', 'the request body is not form encoded');
    const form = new URLSearchParams(await context.req.text());
    const expires_in = tokens.lifetimes.accessMs / 1_000;
    const grant = form.get('grant_type');
    switch (grant) {
      case 'client_credentials': {
        world.quotas.take(grant);
        const scopes = listOf(form.get('scope'));
        if (scopes.length === 0 || scopes.some((name) => !knownScopes.includes(name)))
          throw oauthRefusal(400, 'invalid_scope', 'The requested scope is invalid, unknown, malformed');
        const access_token = tokens.access('application', scopes, grant);
        return context.json({ access_token, expires_in, token_type: 'Application Access Token' });
      }
      case 'authorization_code': {
        world.quotas.take(grant);
        const scopes = form.get('redirect_uri') === app.ruName ? tokens.redeem(form.get('code') ?? '') : null;
        if (!scopes)
          throw oauthRefusal(
            400,
            'invalid_grant',
            'the provided authorization grant code is invalid or was issued to another client',
          );
        return context.json({
          access_token: tokens.access('user', scopes, grant),
          expires_in,
          refresh_token: tokens.refreshToken(scopes),
          refresh_token_expires_in: tokens.lifetimes.refreshMs / 1_000,
          token_type: 'User Access Token',
        });
      }
      case 'refresh_token': {
        world.quotas.take(grant);
        const consented = tokens.consented(form.get('refresh_token') ?? '');
        if (!consented)
          throw oauthRefusal(
            400,
            'invalid_grant',
            'the provided authorization refresh token is invalid or was issued to another client',
          );
        const asked = listOf(form.get('scope'));
        // Fewer scopes than were agreed to may be asked for, never more.
        if (asked.some((name) => !consented.includes(name)))
          throw oauthRefusal(
            400,
            'invalid_scope',
            'The requested scope is invalid, unknown, malformed, or exceeds the scope granted to the client',
          );
        const access_token = tokens.access('user', asked.length > 0 ? asked : consented, grant);
        return context.json({ access_token, expires_in, token_type: 'User Access Token' });
      }
      default:
        throw oauthRefusal(400, 'unsupported_grant_type', 'grant type in request is not supported by the authorization server');
    }
  });
  return routes;
}
