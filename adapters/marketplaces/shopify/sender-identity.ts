import type { SenderIdentity } from '../../mail/suspect-sender.ts';
import { withinDomain } from '../../mail/within-domain.ts';

const domains = ['shopify.com', 'shopifyemail.com'];

export const shopifyIdentity: SenderIdentity = {
  address: 'a Shopify address',
  owns: (domain) => withinDomain(domain, domains),
  signs: (domain) => withinDomain(domain, domains),
  lookalike: /sh[o0]p[i1]fy/i,
};
