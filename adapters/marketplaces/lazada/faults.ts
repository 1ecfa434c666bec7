import { faultOfStatus } from '../../http/client.ts';
import type { HttpAnswer } from '../../http/client.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { MarketplaceFault } from '../../../src/ports/marketplace-error.ts';
import { wordTable } from '../../../src/word-table.ts';

/** Codes of the gateway (facts/marketplaces §6), and in plain words what its own message leaves open. */
const known = wordTable<{ fault: MarketplaceFault; plain?: string }>({
  IllegalAccessToken: { fault: 'expired', plain: 'the access token is invalid or has run out' },
  IllegalRefreshToken: { fault: 'expired', plain: 'the authorisation has ended: the shop has to consent anew' },
  IncompleteSignature: { fault: 'forbidden', plain: 'the signature was refused: check the App Secret' },
  InvalidAppKey: { fault: 'forbidden', plain: 'Lazada does not know this App Key' },
  IllegalTimestamp: { fault: 'invalid', plain: 'the clock of this server is more than two hours off' },
  // Of orders and reverse orders (the numbers of the reference).
  16: { fault: 'gone' },
  112: { fault: 'gone' },
});

interface Said {
  code?: unknown;
  type?: unknown;
  message?: unknown;
  success?: unknown;
  err_code?: unknown;
  err_message?: unknown;
  error_code?: unknown;
  error_msg?: unknown;
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** Why an answer is no good one: refusals come with HTTP 200, in one of three envelopes. */
export function faultOf(answer: HttpAnswer): MarketplaceError | null {
  const said = (typeof answer.json === 'object' && answer.json !== null ? answer.json : {}) as Said;
  const code = text(said.code);
  if (code && code !== '0') return ofGateway(code, said);
  if (said.success === false) {
    const own = text(said.err_code) || text(said.error_code);
    const words = text(said.err_message) || text(said.error_msg);
    return new MarketplaceError('invalid', words.slice(0, 200) || `Lazada refused (${own})`, { platformCode: own || undefined });
  }
  const bad = faultOfStatus(answer, `Lazada answered ${answer.status}`);
  if (bad || typeof answer.json === 'object') return bad;
  // A proxy's page in place of the answer: what became of the call is unknown.
  return new MarketplaceError('down', 'Lazada’s answer is no JSON', { maybeDone: true });
}

function ofGateway(code: string, { type, message }: Said): MarketplaceError {
  const words = text(message).slice(0, 200) || code;
  // `… this ban will last 1 seconds`
  const seconds = Number(/last (\d+) second/.exec(words)?.[1] ?? NaN);
  if (code.endsWith('CallLimit'))
    return new MarketplaceError('throttled', words, {
      platformCode: code,
      retryAfterMs: Number.isNaN(seconds) ? 1_000 : seconds * 1_000,
    });
  // SYSTEM is the gateway's own trouble; ISV is ours, ISP the API's.
  const { fault, plain } = known[code] ?? {
    fault: type === 'SYSTEM' ? 'down' : /Permission/.test(code) ? 'forbidden' : 'invalid',
  };
  return new MarketplaceError(fault, plain ?? words, { platformCode: code, maybeDone: fault === 'down' });
}
