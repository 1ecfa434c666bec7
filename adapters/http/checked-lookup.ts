import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { refused } from './check-address.ts';

/** Names into addresses; the system's resolver unless a test gives another. */
export type Resolve = (host: string, options: { family?: number }) => Promise<LookupAddress[]>;

export const systemResolve: Resolve = (host, { family }) => systemLookup(host, { all: true, family: family ?? 0 });

/**
 * A `lookup` for connections: the addresses that were checked are the very ones that are dialled, so a name that answers
 * differently a moment later (DNS rebinding) changes nothing. One private address among them refuses all.
 * @param accepts whether an address may be dialled
 */
export function checkedLookup(resolve: Resolve, accepts: (address: string) => boolean): LookupFunction {
  return (host, options, callback) => {
    find(host, options).then(
      (addresses) => (options.all ? callback(null, addresses) : callback(null, addresses[0]!.address, addresses[0]!.family)),
      (error: Error) => callback(error, ''),
    );
  };

  async function find(host: string, options: LookupOptions): Promise<LookupAddress[]> {
    const family = { IPv4: 4, IPv6: 6 }[String(options.family)] ?? Number(options.family ?? 0);
    const addresses = await resolve(host, { family });
    if (addresses.length === 0) throw Object.assign(new Error('the name has no address'), { code: 'ENOTFOUND' });
    if (!addresses.every(({ address }) => accepts(address))) throw refused('its name leads into the own network');
    return addresses;
  }
}
