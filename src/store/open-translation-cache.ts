import type { TranslationCache } from '../translation/translation-cache.ts';
import type { Database } from './database.ts';
import { insertRows } from './rows.ts';

/** Translations already paid for, sealed; keys are blinded, so the table does not tell what was said. */
export function openTranslationCache(db: Database): TranslationCache {
  const blind = (key: string): string => db.seal.blindIndex('translation', key);
  return {
    async get(keys) {
      const byBlind = new Map(keys.map((key) => [blind(key), key]));
      const rows = await db.read.translation.findMany({ where: { key: { in: [...byBlind.keys()] } } });
      return new Map(rows.map(({ key, textSealed }) => [byBlind.get(key)!, db.seal.open(textSealed)]));
    },
    async put(entries) {
      const rows = entries.map(({ key, text, provider, at }) => ({
        key: blind(key),
        textSealed: db.seal.seal(text),
        provider,
        createdAt: at,
      }));
      await db.write((tx) => insertRows(tx, 'Translation', rows));
    },
  };
}
