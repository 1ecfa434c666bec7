import { LinkifyIt } from 'linkify-it';
import { findPhoneNumbersInText } from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';
import type { ContentPolicy, Violation } from './content-policies.ts';
import { offPlatformWords, messengerNames, reviewWords, rudeWords } from './doubtful-words.ts';

export interface Found {
  violation: Violation;
  /** The words it was found in, or the length. */
  what: string;
}

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true });

/** What of a reply a policy speaks about, each once. @param country ISO 3166 of the buyer's site, for phone numbers without a prefix */
export function findViolations(text: string, policy: ContentPolicy, country: string): Found[] {
  const found: Found[] = [];
  const add = (violation: Violation, what: string | undefined): void => {
    if (what !== undefined && policy.verdicts[violation] && !found.some((other) => other.violation === violation))
      found.push({ violation, what });
  };
  const length = [...text].length;
  if (policy.maxLength !== undefined && length > policy.maxLength)
    found.push({ violation: 'too_long', what: `${length} > ${policy.maxLength}` });
  for (const { schema, url, raw } of linkify.match(text) ?? []) {
    if (schema === 'mailto:') add('email', raw);
    else if (!isOwn(url, policy.ownHosts ?? [])) add('link', raw);
  }
  add('phone', phoneIn(text, country));
  add('messenger', firstOf(text, messengerNames));
  add('review_request', firstOf(text, reviewWords));
  add('off_platform', firstOf(text, offPlatformWords));
  add('rude', firstOf(text, rudeWords));
  return found;
}

function isOwn(url: string, hosts: readonly string[]): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return hosts.some((own) => host === own || host.endsWith(`.${own}`));
}

/** Dates and order numbers look like phone numbers of some country: one has to begin as phone numbers are written. */
function phoneIn(text: string, country: string): string | undefined {
  const found = findPhoneNumbersInText(text, { defaultCountry: country.toUpperCase().replace('UK', 'GB') as CountryCode });
  return found
    .map(({ startsAt, endsAt }) => text.slice(startsAt, endsAt))
    .find((number) => /^[+(0]/.test(number) && number.replaceAll(/\D/g, '').length >= 9);
}

function firstOf(text: string, patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match) return match[0];
  }
  return undefined;
}
