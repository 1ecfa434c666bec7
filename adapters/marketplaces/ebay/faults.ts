import * as z from 'zod';
import { faultOfStatus, retryAfterMs } from '../../http/client.ts';
import type { HttpAnswer } from '../../http/client.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { MarketplaceFault } from '../../../src/ports/marketplace-error.ts';
import { wordTable } from '../../../src/word-table.ts';

const entry = z.object({ errorId: z.union([z.number(), z.string()]).optional(), message: z.string().optional() });

/** REST APIs say `errors`, the token endpoint `error` as OAuth has it, Post-Order in its older answers `error` with a list. */
const refusal = z.object({
  errors: z.array(entry).optional().catch(undefined),
  error: z
    .union([z.string(), z.array(entry)])
    .optional()
    .catch(undefined),
  error_description: z.string().optional().catch(undefined),
});

/** Codes that say more than the status does (facts/marketplaces §4.1, §4.2). */
const byCode = wordTable<MarketplaceFault>({
  1001: 'expired',
  1100: 'forbidden',
  2001: 'throttled',
  195001: 'gone',
  355006: 'gone',
  355007: 'gone',
  invalid_grant: 'expired',
  // Also answered with 401, but no new token would help.
  invalid_client: 'forbidden',
  invalid_scope: 'forbidden',
});

/** Quotas are by the day, and eBay does not say when it may be asked again. */
const pauseMs = 60_000;

/** What an answer of eBay means. Only the fixed sentence of its code is kept: parameters may quote what was sent. */
export function faultOf(answer: HttpAnswer): MarketplaceError | null {
  if (answer.status < 300) return null;
  const { errors, error, error_description: description } = refusal.safeParse(answer.json).data ?? {};
  const first = errors?.[0] ?? (Array.isArray(error) ? error[0] : undefined);
  const code = first?.errorId === undefined ? (typeof error === 'string' ? error : undefined) : String(first.errorId);
  const message = `eBay answered ${answer.status}: ${(first?.message ?? description ?? 'no reason given').slice(0, 160)}`;
  const fault = byCode[code ?? ''] ?? (answer.status === 429 ? 'throttled' : undefined);
  if (!fault || answer.status >= 500) return faultOfStatus(answer, message, code);
  return new MarketplaceError(fault, message, {
    platformCode: code,
    retryAfterMs: retryAfterMs(answer.headers) ?? (fault === 'throttled' ? pauseMs : undefined),
  });
}
