import { createHash } from 'node:crypto';
import { GengfuError } from '../../../src/errors.ts';
import type { EbaySettings } from './config.ts';

/**
 * What eBay asks an address before it pushes there: hex SHA-256 of code, token and the address exactly as registered
 * (facts/marketplaces §4.3, §15).
 * @param url as eBay called it, seen from outside @throws GengfuError invalid_input
 */
export function answerChallenge(url: URL, { verificationToken, pushUrl }: Pick<EbaySettings, 'verificationToken' | 'pushUrl'>) {
  const code = url.searchParams.get('challenge_code');
  if (!code) throw new GengfuError('invalid_input', { field: 'challenge_code' }, { message: 'challenge_code is required' });
  return { challengeResponse: challengeResponse(code, verificationToken, pushUrl ?? registered(url)) };
}

export const challengeResponse = (code: string, verificationToken: string, endpoint: string): string =>
  createHash('sha256').update(code).update(verificationToken).update(endpoint).digest('hex');

function registered(url: URL): string {
  const endpoint = new URL(url);
  endpoint.searchParams.delete('challenge_code');
  return endpoint.href;
}
