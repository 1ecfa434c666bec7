import * as z from 'zod';

/** How a store's messages arrive and its replies leave. Kept sealed: it holds secrets. */
export const storeSettings = z.object({
  webhook: z
    .object({
      /** Standard Webhooks secret: `whsec_` + base64. */
      secret: z.string().regex(/^whsec_[A-Za-z0-9+/]+=*$/),
      /** Where replies are posted, signed with the same secret. */
      replyUrl: z.url().optional(),
    })
    .optional(),
  push: z
    .object({
      /** What the platform itself signs its pushes with: Walmart's HMAC secret, Shopify's client secret, Etsy's `whsec_…`. */
      secret: z.string().min(4).max(500),
    })
    .optional(),
  mail: z
    .object({
      /** imap(s)://user:password@host:port/INBOX */
      imapUrl: z.url().optional(),
      /** smtp(s)://user:password@host:port */
      smtpUrl: z.url().optional(),
      /** The approved sender, `Name <address>` or a bare address. */
      from: z.string().min(3).optional(),
      /** Receiving host whose Authentication-Results header is believed. */
      authServId: z.string().optional(),
      /** Further domains whose DKIM signature proves the platform's mail, lower case: for a platform that sends through others. */
      signers: z.array(z.string()).optional(),
      /** Addresses on which the built-in SMTP receiver takes this store's mail. */
      addresses: z.array(z.string()).default([]),
    })
    .optional(),
  /** The account at the platform's API, in the platform's own words; the adapter's config.ts says which it needs. */
  api: z.record(z.string().max(60), z.string().max(4_000)).optional(),
  sandbox: z.boolean().default(false),
});
export type StoreSettings = z.infer<typeof storeSettings>;

export interface StoreRecord {
  id: string;
  platform: string;
  name: string;
  /** ISO 3166 country of the site, lower case. */
  site: string;
  /** BCP 47 language of the site's buyers. */
  locale: string;
  /** IANA zone of the site. */
  zone: string;
  settings: StoreSettings;
}
