import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';

/** So many at once: the others of the same shop get their turn in between. */
const abreast = 4;

/** @returns what came of each, in their order @throws what any of them throws; MarketplaceError `down` once time is up */
export async function inTurns<T, R>(all: readonly T[], signal: AbortSignal, each: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < all.length; from += abreast) {
    if (signal.aborted) throw new MarketplaceError('down', 'the round took too long');
    results.push(...(await Promise.all(all.slice(from, from + abreast).map(each))));
  }
  return results;
}
