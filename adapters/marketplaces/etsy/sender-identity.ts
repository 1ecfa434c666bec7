import type { SenderIdentity } from '../../mail/suspect-sender.ts';
import { withinDomain } from '../../mail/within-domain.ts';

export const etsyIdentity: SenderIdentity = {
  address: 'an Etsy address',
  owns: (domain) => withinDomain(domain, ['etsy.com']),
  signs: (domain) => withinDomain(domain, ['etsy.com']),
  lookalike: /\betsy\b/i,
};
