/** Translations already paid for. The store seals the texts; entries of this process and others are one. */
export interface TranslationCache {
  /** @param keys from translationKey(). @returns what is known, keyed the same. */
  get(keys: string[]): Promise<Map<string, string>>;
  put(entries: TranslationCacheEntry[]): Promise<void>;
}

export interface TranslationCacheEntry {
  key: string;
  /** Placeholders stand where order ids and the like were. */
  text: string;
  provider: string;
  /** Instant in milliseconds. */
  at: number;
}

/** For translators that know their answers by heart. */
export const noCache: TranslationCache = { get: async () => new Map(), put: async () => {} };
