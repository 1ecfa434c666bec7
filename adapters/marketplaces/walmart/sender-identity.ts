import type { SenderIdentity } from '../../mail/suspect-sender.ts';
import { withinDomain } from '../../mail/within-domain.ts';

const domains = ['walmart.com', 'walmart.ca', 'walmart.com.mx', 'walmart.cl'];

/** Which mail service signs for Walmart is UNCONFIRMED; a mail signed by another is shown with a warning, never dropped. */
export const walmartIdentity: SenderIdentity = {
  address: 'a Walmart address',
  owns: (domain) => withinDomain(domain, domains),
  signs: (domain) => withinDomain(domain, domains),
  lookalike: /wa[l1]mart|seller\s?center/i,
};
