import type { SenderIdentity } from '../../mail/suspect-sender.ts';
import { withinDomain } from '../../mail/within-domain.ts';
import { isAmazonDomain } from './relay-address.ts';

/**
 * Amazon signs with its own domains or, through SES, with amazonses.com, and SES lets nobody write from a domain they
 * have not proven to own (facts: Amazon 3.3).
 */
export const amazonIdentity: SenderIdentity = {
  address: 'an Amazon address',
  owns: isAmazonDomain,
  signs: (domain) => isAmazonDomain(domain) || withinDomain(domain, ['amazonses.com']),
  lookalike: /amaz[o0]n|seller\s?central/i,
};
