/** Country sites with a relay (facts: Amazon 3.3); China has none. */
const sites = [
  'com',
  'ca',
  'com.mx',
  'com.br',
  'co.uk',
  'de',
  'fr',
  'it',
  'es',
  'nl',
  'se',
  'pl',
  'com.be',
  'ie',
  'com.tr',
  'ae',
  'sa',
  'eg',
  'in',
  'co.jp',
  'com.au',
  'sg',
];

const relayDomains = new Set(sites.map((site) => `marketplace.amazon.${site}`));
const amazonDomain = new RegExp(`(?:^|\\.)amazon\\.(?:${sites.map((site) => site.replace('.', '\\.')).join('|')})$`);
const caseId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const anywhere = new RegExp(
  `[a-z0-9._-]{1,64}(?:\\+[0-9a-f-]{1,36})?@(?:${[...relayDomains].map((domain) => domain.replaceAll('.', '\\.')).join('|')})(?![a-z0-9.-]*[a-z0-9])`,
  'gi',
);

export interface RelayAddress {
  /** As written; replies go to exactly this. */
  complete: string;
  /** The buyer as this seller knows them: lower case, without the case id. Stable for a buyer-seller pair (help 200383320). */
  buyerId: string;
  /** Seller Central case, lower-case UUID. */
  caseId?: string;
}

/**
 * Reads `local[+uuid]@marketplace.amazon.TLD`. Only the domain decides: stricter patterns for the local part are known
 * to drop real buyers' mails (facts: Amazon 3.3). null for any other address.
 */
export function parseRelayAddress(address: string): RelayAddress | null {
  const complete = address.trim();
  const lower = complete.toLowerCase();
  const at = lower.lastIndexOf('@');
  if (at < 1 || /\s/.test(lower) || !relayDomains.has(lower.slice(at + 1))) return null;
  const plus = lower.indexOf('+');
  const tagged = plus > 0 && plus < at;
  const tag = tagged ? lower.slice(plus + 1, at) : '';
  return {
    complete,
    buyerId: tagged ? lower.slice(0, plus) + lower.slice(at) : lower,
    ...(caseId.test(tag) ? { caseId: tag } : {}),
  };
}

/** The first relay address that a text mentions. */
export function findRelayAddress(text: string): RelayAddress | null {
  const found = text.match(anywhere)?.[0];
  return found === undefined ? null : parseRelayAddress(found);
}

/** amazon.TLD of a known site or a subdomain of it. */
export function isAmazonDomain(domain: string): boolean {
  return amazonDomain.test(domain.toLowerCase());
}
