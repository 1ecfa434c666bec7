import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import { ReplyError } from '../../../src/ports/marketplace.ts';

/** The platform says it in words only; its code is not documented (facts/marketplaces §6). */
const saysWait = /\b5 messages|before the buyer|until the buyer|message.{0,20}limit/i;

/** What a failed call means for the answer that it carried. */
export function asReplyError(error: unknown): unknown {
  if (!(error instanceof MarketplaceError)) return error;
  const { fault, maybeDone, message, platformCode } = error;
  const told = platformCode ? `${message} (${platformCode})` : message;
  if (maybeDone) return new ReplyError('unknown', message, { cause: error });
  // A renewed authorisation lets the same words through.
  if (fault === 'throttled' || fault === 'down' || fault === 'expired')
    return new ReplyError('temporary', told, { cause: error });
  const reason = saysWait.test(message) ? `Lazada takes at most five messages a day until the buyer answers: ${told}` : told;
  return new ReplyError('permanent', reason, { cause: error });
}
