import type { Operation } from './models.ts';
import { denied } from './refusal.ts';
import type { World } from './world.ts';

/**
 * Who calls, by `x-amz-access-token`: the key of their rate limits.
 * @throws Refusal 403 Unauthorized, for a bad token as for a missing role (facts/marketplaces §3.6)
 */
export function callerOf(world: World, operation: Operation, token: string | undefined): string {
  if (!token) throw denied('Access token is missing in the request header.');
  const known = world.tokens.get(token);
  if (!known) throw denied('The access token you provided is revoked, malformed or invalid.');
  if (known.expiresAt <= world.now()) throw denied('The access token you provided has expired.');
  const { applicationId, sellerId } = world.credentials;
  if (operation['x-grantless']) {
    // Grantless operations want a token of the application, not of a seller (§3.1).
    if (known.grant !== 'sellingpartnerapi::notifications') throw denied();
    return applicationId;
  }
  if (known.grant !== 'seller') throw denied();
  if (!world.authorised) throw denied('The access token you provided is revoked, malformed or invalid.');
  if (world.withheldRoles.has(operation.operationId)) throw denied();
  return `${applicationId}|${sellerId}`;
}
