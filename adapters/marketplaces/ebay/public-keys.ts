import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { createRecent } from '../../outbound/recent.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { EbayAccount } from './client.ts';
import { readPublicKey } from './verify.ts';

const keyLifeMs = 3_600_000;
/** A key that eBay cannot be asked about right now is believed this much longer. */
const graceMs = 23 * 3_600_000;
/** A key that is none is asked about once in this time … */
const forgetMs = 60_000;
/** … and so many that nobody knows in all: whoever forges pushes must not make us call eBay. */
const strangersPerMinute = 5;

const answered = z.object({ key: z.string() });

/** Keys of pushes by their id: kept for an hour, asked for once by all who wait (facts/marketplaces §4.3). */
export function createPublicKeys() {
  const keys = new Map<string, { key: KeyObject; until: number }>();
  const refused = createRecent<number>(1_000);
  const asking = new Map<string, Promise<KeyObject | null>>();
  const asked = new Map<string, number[]>();

  /** Whether one more unknown key may be asked about at this host. */
  function maySpend(host: string, now: number): boolean {
    const lately = (asked.get(host) ?? []).filter((at) => at > now - forgetMs);
    asked.set(host, lately);
    if (lately.length >= strangersPerMinute) return false;
    lately.push(now);
    return true;
  }

  async function ask(name: string, kid: string, account: EbayAccount, now: number): Promise<KeyObject | null> {
    try {
      const { json } = await account.callAsApp({
        name: 'getPublicKey',
        method: 'GET',
        path: `/commerce/notification/v1/public_key/${encodeURIComponent(kid)}`,
      });
      const key = readPublicKey(answered.parse(json).key);
      keys.set(name, { key, until: now + keyLifeMs });
      return key;
    } catch (error) {
      if (!(error instanceof MarketplaceError) || error.fault !== 'gone') throw error;
      keys.delete(name);
      refused.set(name, now + forgetMs);
      return null;
    }
  }

  /** @returns null where eBay knows no such key, or may not be asked now @throws MarketplaceError */
  return async function publicKey(kid: string, account: EbayAccount, now: number): Promise<KeyObject | null> {
    const host = account.settings.apiUrl;
    const name = `${host} ${kid}`;
    const known = keys.get(name);
    if (known && known.until > now) return known.key;
    let running = asking.get(name);
    if (!running) {
      if (!known && ((refused.get(name) ?? 0) > now || !maySpend(host, now))) return null;
      running = ask(name, kid, account, now).finally(() => asking.delete(name));
      asking.set(name, running);
    }
    try {
      return await running;
    } catch (error) {
      if (known && known.until + graceMs > now) return known.key;
      throw error;
    }
  };
}
