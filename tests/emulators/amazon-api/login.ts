import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Bindings } from './faults.ts';
import { noteIn } from './history.ts';
import type { AccessToken, World } from './world.ts';

/** Scopes of operations that need no seller (facts/marketplaces §3.1). */
const scopes = [
  'sellingpartnerapi::notifications',
  'sellingpartnerapi::migration',
  'sellingpartnerapi::client_credential:rotation',
];

/** Login with Amazon: `POST /auth/o2/token`, form encoded (facts/marketplaces §3.1). Error words are those of OAuth 2 (RFC 6749 §5.2). */
export function loginRoutes(world: World, expiresInSeconds: number): Hono<Bindings> {
  const app = new Hono<Bindings>();
  app.use(noteIn(world, 'auth'));
  app.post('/auth/o2/token', world.faults.before('token'), async (context) => {
    if (!context.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
      return refuse(context, 400, 'invalid_request', 'The request must be form encoded.');
    const form = new URLSearchParams(await context.req.text());
    const grantType = form.get('grant_type');
    if (!grantType) return refuse(context, 400, 'invalid_request', 'The request is missing a required parameter : grant_type');
    const { clientId, clientSecret, refreshToken } = world.credentials;
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return refuse(context, 401, 'invalid_client', 'Client authentication failed');

    if (grantType === 'refresh_token') {
      if (!form.get('refresh_token'))
        return refuse(context, 400, 'invalid_request', 'The request is missing a required parameter : refresh_token');
      const good = form.get('refresh_token') === refreshToken && world.authorised && world.now() < world.authorisationEndsAt;
      if (!good) return refuse(context, 400, 'invalid_grant', 'The request has an invalid grant parameter : refresh_token');
      // Amazon does not rotate: the same refresh token comes back (§19.2).
      return context.json({ ...issue(world, 'seller', expiresInSeconds), refresh_token: refreshToken });
    }
    if (grantType === 'client_credentials') {
      const scope = form.get('scope') ?? '';
      if (!scopes.includes(scope)) return refuse(context, 400, 'invalid_scope', 'The request has an invalid parameter : scope');
      return context.json(issue(world, scope, expiresInSeconds));
    }
    return refuse(context, 400, 'unsupported_grant_type', 'The authorization grant type is not supported');
  });
  return app;
}

function issue(world: World, grant: AccessToken['grant'], expires_in: number) {
  const access_token = `${grant === 'seller' ? 'Atza' : 'Atc'}|${randomBytes(24).toString('base64url')}`;
  const issuedAt = world.now();
  world.tokens.set(access_token, { grant, issuedAt, expiresAt: issuedAt + expires_in * 1_000 });
  return { access_token, token_type: 'bearer', expires_in };
}

function refuse(context: Context, status: 400 | 401, error: string, error_description: string): Response {
  return context.json({ error, error_description }, status);
}
