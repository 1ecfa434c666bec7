import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import { faultOfStatus } from '../../http/client.ts';
import type { HttpAnswer } from '../../http/client.ts';

/** `{"errors":[{"code","message","details"}]}` */
const refusalSchema = z.object({
  errors: z.array(z.object({ code: z.string(), message: z.string().catch(''), details: z.string().catch('') })).min(1),
});
/** Login with Amazon: `{"error","error_description"}` (RFC 6749 §5.2). */
const loginRefusalSchema = z.object({ error: z.string(), error_description: z.string().catch('') });
/** After these a person has to act: new consent, or a new secret. */
const lostAccess = ['invalid_grant', 'invalid_client', 'unauthorized_client'];

/** What Amazon's answer means; null when it is a good one (facts/marketplaces §3.6). */
export function faultOf(answer: HttpAnswer): MarketplaceError | null {
  if (answer.status < 300) return null;
  const login = loginRefusalSchema.safeParse(answer.json);
  if (login.success) return loginFault(answer, login.data);
  const refusal = refusalSchema.safeParse(answer.json);
  const { code, message, details } = refusal.success
    ? refusal.data.errors[0]!
    : { code: undefined, message: `answered ${answer.status}`, details: '' };
  const said = [message, details].filter(Boolean).join(': ').slice(0, 200);
  if (answer.status === 429 || code === 'QuotaExceeded')
    return new MarketplaceError('throttled', said, { platformCode: code, retryAfterMs: refillMs(answer) });
  // One code for a token that ran out and for a role that is missing: the details tell them apart.
  if (answer.status === 403 && /\btoken\b/i.test(details)) return new MarketplaceError('expired', said, { platformCode: code });
  return faultOfStatus(answer, said, code);
}

function loginFault(answer: HttpAnswer, refusal: z.infer<typeof loginRefusalSchema>): MarketplaceError | null {
  const { error, error_description: said } = refusal;
  if (lostAccess.includes(error)) return new MarketplaceError('expired', said || error, { platformCode: error });
  return faultOfStatus(answer, said || error, error);
}

/** Until the next call is allowed: the rate is in calls a second, and the header is sometimes absent. */
function refillMs({ headers }: HttpAnswer): number {
  const asked = Number(headers.get('retry-after')) * 1_000;
  const rate = Number(headers.get('x-amzn-ratelimit-limit'));
  return asked > 0 ? asked : rate > 0 ? Math.ceil(1_000 / rate) : 60_000;
}
