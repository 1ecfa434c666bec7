import type { HttpCall } from '../../http/client.ts';
import type { Tokens } from '../../../src/ports/authoriser.ts';

/** How the application proves itself to the token endpoint (facts/marketplaces §4.1). */
export const basicAuthorisation = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }): string =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

/** A call with its token; one that names a scheme of its own, as Post-Order's does (§4.4), keeps it. */
export function authorise(call: HttpCall, tokens: Tokens | null): HttpCall {
  if (!tokens) return call;
  const { authorization: scheme = 'Bearer', ...headers } = call.headers ?? {};
  return { ...call, headers: { ...headers, authorization: `${scheme} ${tokens.access}` } };
}
