import ipaddr from 'ipaddr.js';
import { FetchError } from '../../src/ports/remote-files.ts';

/** Beside the ports of http and https, the one that shops behind a proxy use. */
const ports = new Set(['', '80', '443', '8443']);

/**
 * The address as a URL, when its outside is harmless: https, a usual port, no user name or password. A trusted host may
 * be plain http on any port.
 * @param trusted `host` or `host:port`, lower case
 * @throws FetchError address_refused
 */
export function checkUrl(address: string, trusted: ReadonlySet<string>): URL {
  if (!URL.canParse(address)) throw refused('no address');
  const url = new URL(address);
  if (url.username || url.password) throw refused('a password in the address');
  if (isTrusted(url, trusted)) {
    if (url.protocol === 'https:' || url.protocol === 'http:') return url;
    throw refused('neither http nor https');
  }
  if (url.protocol !== 'https:') throw refused('not https');
  if (!ports.has(url.port)) throw refused('an unusual port');
  // The URL parser has written decimal, octal and hexadecimal addresses out by now.
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(literal) && !isPublic(literal)) throw refused('an address of the own network');
  return url;
}

export const isTrusted = ({ host, hostname }: URL, trusted: ReadonlySet<string>): boolean =>
  trusted.has(host) || trusted.has(hostname);

const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an IP address belongs to the open internet. What wraps an IPv4 address (::ffff:, 64:ff9b::, 6to4, Teredo) does
 * not: the wrapped one may be private. (IANA special-purpose registries, by ipaddr.js)
 */
export function isPublic(address: string): boolean {
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast);
}

export const refused = (why: string): FetchError => new FetchError('address_refused', `the address was refused: ${why}`);
