import { faultOfStatus, retryAfterMs } from '../../http/client.ts';
import type { HttpAnswer } from '../../http/client.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { MarketplaceFault } from '../../../src/ports/marketplace-error.ts';
import { wordTable } from '../../../src/word-table.ts';

/** The platform's codes (facts/marketplaces §5.1), and in plain words what its own message leaves open. */
const known = wordTable<{ fault: MarketplaceFault; plain?: string }>({
  error_sign: { fault: 'forbidden', plain: 'the signature was refused: check the partner key' },
  error_auth: { fault: 'expired' },
  // The spelling is the platform's.
  invalid_acceess_token: { fault: 'expired' },
  invalid_access_token: { fault: 'expired' },
  refresh_token_expired: { fault: 'expired' },
  shop_no_linked: { fault: 'expired', plain: 'the shop has taken back the app’s authorisation' },
  error_permission: { fault: 'forbidden', plain: 'the app lacks the permission for this call' },
  source_ip_undeclared: { fault: 'forbidden', plain: 'this server’s address is not on the app’s IP list in the console' },
  error_partner_key_expired: { fault: 'forbidden', plain: 'the partner key has expired: make a new one in the console' },
  shop_banned: { fault: 'forbidden', plain: 'the shop is banned' },
  api_suspended: { fault: 'forbidden', plain: 'Shopee has suspended this API' },
  error_kyc_auth: { fault: 'forbidden', plain: 'the seller has to complete the registration first' },
  error_rate_limit: { fault: 'throttled' },
  error_limit: { fault: 'throttled', plain: 'the day’s calls are used up' },
  error_not_found: { fault: 'gone' },
  error_server: { fault: 'down' },
  error_inner: { fault: 'down' },
  error_network: { fault: 'down' },
  error_system_busy: { fault: 'down' },
});

/** Why an answer is no good one; mostly it says so with HTTP 200 and a code. */
export function faultOf(answer: HttpAnswer): MarketplaceError | null {
  const { error, message } = (answer.json ?? {}) as { error?: unknown; message?: unknown };
  if (typeof error === 'string' && error !== '') {
    const said = typeof message === 'string' ? message.slice(0, 200) : '';
    const { fault, plain } = known[error] ?? { fault: 'invalid' };
    return new MarketplaceError(fault, plain ?? (said || error), {
      platformCode: error,
      retryAfterMs: error === 'error_limit' ? untilNextDay(Date.now()) : retryAfterMs(answer.headers),
      maybeDone: fault === 'down',
    });
  }
  const bad = faultOfStatus(answer, `Shopee answered ${answer.status}`);
  if (bad || typeof answer.json === 'object') return bad;
  // A proxy's page in place of the answer: what became of the call is unknown.
  return new MarketplaceError('down', 'Shopee’s answer is no JSON', { maybeDone: true });
}

const dayMs = 86_400_000;

/** The day's calls are counted from 00:00 UTC+8 (facts/marketplaces §5.1). */
export const untilNextDay = (now: number): number => dayMs - ((now + 8 * 3_600_000) % dayMs);
