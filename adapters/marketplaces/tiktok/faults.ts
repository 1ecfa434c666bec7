import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { MarketplaceFault } from '../../../src/ports/marketplace-error.ts';
import { faultOfStatus, retryAfterMs } from '../../http/client.ts';
import type { HttpAnswer } from '../../http/client.ts';
import { wordTable } from '../../../src/word-table.ts';

const envelope = z.looseObject({
  code: z.union([z.number(), z.string()]).transform(String),
  message: z.string().catch(''),
  request_id: z.string().optional().catch(undefined),
  data: z.unknown().optional(),
});

/**
 * Codes that the facts or TikTok's list of common errors name (facts/marketplaces §7). The one for an expired token is
 * UNCONFIRMED, so any 401 that is none of these counts as that as well.
 */
const faults = wordTable<MarketplaceFault>({
  '36009002': 'throttled',
  '36009003': 'down',
  '36009004': 'invalid',
  '36009009': 'invalid',
  /** Of the hosts for tokens: a refresh token, an authorisation code. */
  '36004003': 'expired',
  '36004004': 'expired',
  '105001': 'expired',
  '105002': 'expired',
  /** Answered with 401 or 403. */
  '105005': 'forbidden',
  '106001': 'forbidden',
  '106013': 'forbidden',
  /** “Internal error” of the Customer Service API: it may have been said all the same. */
  '45101001': 'down',
});

/** There is no stated code for what is not there (any more). */
const goneWords = /\b(conversation|order|request|return|cancellation)\b.*\b(does not exist|doesn't exist|not exist|not found)\b/i;

export function faultOf(answer: HttpAnswer): MarketplaceError | null {
  const read = envelope.safeParse(answer.json);
  // A proxy's page, or an answer that was cut: what was asked may have been done.
  if (!read.success)
    return (
      faultOfStatus(answer, `TikTok Shop answered ${answer.status}`) ??
      new MarketplaceError('down', 'TikTok Shop answered something that is no JSON of its own', { maybeDone: true })
    );
  const { code, message } = read.data;
  if (code === '0' && answer.status < 300) return null;
  const words = `TikTok Shop: ${withoutSecrets(message) || `code ${code}`}`;
  if (goneWords.test(message)) return new MarketplaceError('gone', words, { platformCode: code });
  const fault = answer.status === 429 ? 'throttled' : faults[code];
  if (!fault) {
    const byStatus = faultOfStatus(answer, words, code);
    return byStatus ?? new MarketplaceError('invalid', words, { platformCode: code });
  }
  return new MarketplaceError(fault, words, {
    platformCode: code,
    retryAfterMs: retryAfterMs(answer.headers),
    maybeDone: fault === 'down',
  });
}

export function requestIdOf(answer: HttpAnswer): string | null {
  const read = envelope.safeParse(answer.json);
  return (read.success && read.data.request_id) || null;
}

/** The platform's words go to people and into logs; a token that it quotes does not. */
const withoutSecrets = (message: string): string => message.replaceAll(/[\w-]{24,}/g, '…').slice(0, 200);
