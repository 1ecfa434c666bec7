import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';

const webAddress = z.url({ protocol: /^https?$/ });

/** `store.settings.api` in eBay's own words (facts/marketplaces §4.1, §4.3). */
const settings = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** Stands in for the address of return when the seller consents: a name from the developer site. */
  ruName: z.string().min(1),
  /** Of a consent given elsewhere. */
  refreshToken: z.string().min(1).optional(),
  /** By which messages name the account: its name, its immutable id or both, parted by commas. */
  username: z.string().min(1).optional(),
  verificationToken: z.string().regex(/^[A-Za-z0-9_-]{32,80}$/),
  /** Where eBay reaches us, exactly as registered there, if that is not the address on the connect page. */
  pushUrl: webAddress.optional(),
  /** To whom eBay writes when pushes fail; without one it takes no subscriptions. */
  alertEmail: z.email().optional(),
  marketplace: z
    .string()
    .regex(/^EBAY_[A-Z_]{2,20}$/)
    .optional(),
  /** Whether we subscribe to pushes ourselves, or somebody does on the developer site. */
  subscriptions: z.enum(['auto', 'manual']).default('auto'),
  /** The word before the token in Post-Order calls; whether Bearer works there is UNCONFIRMED (§4.4). `off` asks for no cases. */
  postOrder: z.enum(['IAF', 'Bearer', 'off']).default('IAF'),
  apiUrl: webAddress.default('https://api.ebay.com'),
  authUrl: webAddress.default('https://auth.ebay.com'),
});
export type EbaySettings = z.infer<typeof settings>;

/** A field left empty is one that was not filled in. */
const filledIn = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== ''),
  );

/** @returns names of the fields that are wrong */
export function wrong(values: Readonly<Record<string, string>>): string[] {
  const { error } = settings.safeParse(filledIn(values));
  return [...new Set(error?.issues.map(({ path }) => String(path[0])))];
}

/** @throws MarketplaceError `invalid`, naming the fields and never their values */
export function readAccount(store: StoreRecord): EbaySettings {
  const { success, data, error } = settings.safeParse(filledIn(store.settings.api ?? {}));
  if (success) return data;
  const names = [...new Set(error.issues.map(({ path }) => String(path[0])))];
  throw new MarketplaceError('invalid', `the eBay account of this store is incomplete: ${names.join(', ')}`);
}

/** Names of the account as somebody typed them in. */
export const namesOf = ({ username }: Pick<EbaySettings, 'username'>): string[] =>
  (username ?? '').split(/[\s,;]+/).filter(Boolean);

/** `EBAY_GB`; of a site that has no marketplace of its own the name is made up alike. */
export const marketplaceOf = ({ marketplace }: EbaySettings, { site }: Pick<StoreRecord, 'site'>): string =>
  marketplace ?? `EBAY_${site === 'uk' ? 'GB' : site.toUpperCase()}`;

const scope = (name: string): string => `https://api.ebay.com/oauth/api_scope/${name}`;
export const baseScope = 'https://api.ebay.com/oauth/api_scope';

/** What a seller is asked to agree to: nothing that changes listings or money. */
export const scopes: readonly string[] = [
  baseScope,
  ...[
    'commerce.message',
    'commerce.feedback.readonly',
    'commerce.notification.subscription',
    'commerce.shipping',
    'sell.fulfillment',
    'sell.analytics.readonly',
    'sell.return',
    'sell.inquiry',
    'sell.cancellation',
  ].map(scope),
];
