import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import { ReplyError } from '../../../src/ports/marketplace.ts';

/** What a refusal means to whoever wrote the message. */
export function toReplyError(error: unknown): ReplyError {
  if (!(error instanceof MarketplaceError)) return new ReplyError('unknown', 'unexpected answer', { cause: error });
  if (error.maybeDone) return new ReplyError('unknown', error.message, { cause: error });
  const passing = ['throttled', 'down', 'expired'].includes(error.fault);
  return new ReplyError(passing ? 'temporary' : 'permanent', error.message, { cause: error });
}
