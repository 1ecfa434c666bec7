import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import { ReplyError } from '../../../src/ports/marketplace.ts';

/** What a failed call means for the answer that it carried. */
export function asReplyError(error: unknown): ReplyError {
  if (!(error instanceof MarketplaceError)) return new ReplyError('unknown', 'the attempt broke off', { cause: error });
  if (error.maybeDone) return new ReplyError('unknown', error.message, { cause: error });
  // A lost authorisation may be given anew within the time that a reply is tried.
  const passes = ['throttled', 'down', 'expired'].includes(error.fault);
  return new ReplyError(passes ? 'temporary' : 'permanent', error.message, { cause: error });
}
