import { wordTable } from '../../../src/word-table.ts';

export type Region = 'na' | 'eu' | 'fe';

interface Site {
  marketplaceId: string;
  region: Region;
}

/** Country sites by ISO 3166 code (regions: facts/marketplaces §3.1; ids: developer-docs.amazon.com/sp-api/docs/marketplace-ids). */
const sites = wordTable<Site>({
  us: { marketplaceId: 'ATVPDKIKX0DER', region: 'na' },
  ca: { marketplaceId: 'A2EUQ1WTGCTBG2', region: 'na' },
  mx: { marketplaceId: 'A1AM78C64UM0Y8', region: 'na' },
  br: { marketplaceId: 'A2Q3Y263D00KWC', region: 'na' },
  uk: { marketplaceId: 'A1F83G8C2ARO7P', region: 'eu' },
  de: { marketplaceId: 'A1PA6795UKMFR9', region: 'eu' },
  fr: { marketplaceId: 'A13V1IB3VIYZZH', region: 'eu' },
  it: { marketplaceId: 'APJ6JRA9NG5V4', region: 'eu' },
  es: { marketplaceId: 'A1RKKUPIHCS9HS', region: 'eu' },
  nl: { marketplaceId: 'A1805IZSGTT6HS', region: 'eu' },
  se: { marketplaceId: 'A2NODRKZP88ZB9', region: 'eu' },
  pl: { marketplaceId: 'A1C3SOZRARQ6R3', region: 'eu' },
  be: { marketplaceId: 'AMEN7PMS3EDWL', region: 'eu' },
  ie: { marketplaceId: 'A28R8C7NBKEWEA', region: 'eu' },
  tr: { marketplaceId: 'A33AVAJ2PDY3EV', region: 'eu' },
  ae: { marketplaceId: 'A2VIGQ35RCS4UG', region: 'eu' },
  sa: { marketplaceId: 'A17E79C6D8DWNP', region: 'eu' },
  eg: { marketplaceId: 'ARBP9OOSHTCHU', region: 'eu' },
  in: { marketplaceId: 'A21TJRUUN4KGV', region: 'eu' },
  za: { marketplaceId: 'AE08WJ6YKNBMC', region: 'eu' },
  jp: { marketplaceId: 'A1VC38T7YXB528', region: 'fe' },
  au: { marketplaceId: 'A39IBJ37TRP1C6', region: 'fe' },
  sg: { marketplaceId: 'A19VAU5U5O7RUS', region: 'fe' },
});

/** @param country ISO 3166, lower case; `gb` is Amazon's `uk` */
export const siteOf = (country: string): Site | undefined => sites[country === 'gb' ? 'uk' : country];

/** Lower-case country of a marketplace; undefined for one opened since. */
export const countryOf = (marketplaceId: string): string | undefined =>
  Object.keys(sites).find((country) => sites[country]!.marketplaceId === marketplaceId);
