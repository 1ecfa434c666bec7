/** By which strings the account itself appears in messages. */
export interface OwnNames {
  all(): string[];
  has(name: string | undefined): boolean;
  learn(name: string | undefined): void;
}

const same = (name: string): string => name.toLowerCase();

/** Names typed in by a person, and those that eBay was seen to use: since 2025-09-26 it may be an id instead (facts/marketplaces §4.1). */
export function createOwnNames(typedIn: readonly string[]): OwnNames {
  const names = new Map(typedIn.map((name) => [same(name), name]));
  return {
    all: () => [...names.values()],
    has: (name) => name !== undefined && names.has(same(name)),
    learn(name) {
      if (name) names.set(same(name), name);
    },
  };
}
