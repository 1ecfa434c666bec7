import type { SenderIdentity } from '../../mail/suspect-sender.ts';
import { withinDomain } from '../../mail/within-domain.ts';

const domains = ['walmart.com', 'walmart.ca', 'walmart.com.mx', 'walmart.cl'];

/**
 * Whether a mail service signs for Walmart under a domain of its own is UNCONFIRMED: then its mail is shown with a
 * warning that names the domain, and the store's settings (mail.signers) take it in.
 */
export const walmartIdentity: SenderIdentity = {
  address: 'a Walmart address',
  owns: (domain) => withinDomain(domain, domains),
  signs: (domain) => withinDomain(domain, domains),
  lookalike: /wa[l1]mart|seller\s?center/i,
};
