import { wordTable } from '../word-table.ts';

/** What a platform does not want to see in a seller's message. */
export type Violation =
  | 'too_long'
  | 'email'
  | 'phone'
  | 'link'
  /** Another messenger by name: WhatsApp, WeChat … */
  | 'messenger'
  /** Asking for a review, for stars, or for taking one back. */
  | 'review_request'
  /** Money or a deal past the platform. */
  | 'off_platform'
  /** Words at which the buyer may take offence. */
  | 'rude';

export interface ContentPolicy {
  /** Characters. */
  maxLength?: number;
  /** Hosts, with all below them, that may be linked to. */
  ownHosts?: readonly string[];
  /** `block`: the platform rejects or punishes it; `warn`: better not. */
  verdicts: Partial<Record<Violation, 'block' | 'warn'>>;
  source: string;
  /** Year and month the source had it. */
  statedOn: string;
}

const everywhere: ContentPolicy['verdicts'] = { rude: 'warn' };
const contactData = (verdict: 'block' | 'warn'): ContentPolicy['verdicts'] => ({
  email: verdict,
  phone: verdict,
  link: verdict,
  messenger: verdict,
});

/** As data, since every one of them has changed before. (facts/marketplaces §3.4, §4.2, §5.2, §8, §19.6) */
export const contentPolicies = wordTable<ContentPolicy>({
  amazon: {
    ownHosts: [
      'amazon.com',
      'amazon.de',
      'amazon.co.uk',
      'amazon.fr',
      'amazon.it',
      'amazon.es',
      'amazon.co.jp',
      'amazon.ca',
      'amazon.nl',
      'amazon.pl',
      'amazon.se',
      'amazon.com.au',
      'amazon.com.br',
      'amazon.com.mx',
      'amazon.in',
    ],
    verdicts: { ...everywhere, ...contactData('block'), review_request: 'block', off_platform: 'block' },
    source: 'Communication Guidelines G1701',
    statedOn: '2020-11',
  },
  ebay: {
    maxLength: 2_000,
    ownHosts: ['ebay.com', 'ebay.co.uk', 'ebay.de', 'ebay.fr', 'ebay.it', 'ebay.es', 'ebay.com.au', 'ebay.ca'],
    verdicts: { ...everywhere, ...contactData('block'), off_platform: 'block', review_request: 'warn' },
    source: 'commerce/message/v1; message content policy',
    statedOn: '2026-05',
  },
  shopee: {
    verdicts: { ...everywhere, ...contactData('block'), off_platform: 'block', review_request: 'warn' },
    source: 'sellerchat',
    statedOn: '2026-05',
  },
  lazada: {
    verdicts: { ...everywhere, ...contactData('warn'), off_platform: 'warn', review_request: 'warn' },
    source: 'IM security check (process_msg)',
    statedOn: '2026-04',
  },
  tiktok: {
    verdicts: { ...everywhere, ...contactData('warn'), off_platform: 'warn', review_request: 'warn' },
    source: 'common to marketplaces',
    statedOn: '2026-06',
  },
  mercadolibre: {
    maxLength: 350,
    verdicts: { ...everywhere, ...contactData('block'), off_platform: 'block', review_request: 'warn' },
    source: 'post-sale messages, moderation',
    statedOn: '2026-02',
  },
  walmart: {
    verdicts: { ...everywhere, ...contactData('warn'), off_platform: 'block', review_request: 'warn' },
    source: 'common to marketplaces',
    statedOn: '2026-08',
  },
});

/** A shop of one's own sets its own rules: only what offends is pointed out. */
export const policyOf = (platform: string): ContentPolicy =>
  contentPolicies[platform] ?? { verdicts: everywhere, source: 'none', statedOn: '2026-11' };
