import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import { ReplyError } from '../../../src/ports/marketplace.ts';
import { wordTable } from '../../../src/word-table.ts';

/** eBay's codes in words for who wrote the answer (facts/marketplaces §4.2). */
const reasons = wordTable<string>({
  355006: 'eBay does not know this buyer any more',
  355007: 'this conversation cannot be answered (any more)',
  355013: 'eBay takes at most 2,000 characters',
  355015: 'the answer is empty',
});

/** What a fault means for a reply that was on its way. */
export function toReplyError(error: unknown): ReplyError {
  if (!(error instanceof MarketplaceError)) return new ReplyError('unknown', 'the answer was cut off', { cause: error });
  const { fault, message, platformCode = '', maybeDone } = error;
  switch (fault) {
    case 'throttled':
      return new ReplyError('temporary', message, { cause: error });
    case 'down':
      return new ReplyError(maybeDone ? 'unknown' : 'temporary', message, { cause: error });
    case 'expired':
      return new ReplyError('permanent', 'the authorisation of this eBay account has ended; it has to be renewed', {
        cause: error,
      });
    case 'forbidden':
      return new ReplyError('permanent', 'this eBay account did not allow us to send messages', { cause: error });
    case 'gone':
    case 'invalid':
      return new ReplyError('permanent', reasons[platformCode] ?? message, { cause: error });
  }
}
