import type { Clock } from '../clock.ts';
import type { TranslationRequest, Translator } from '../ports/translator.ts';
import { type NoAnswer, createAskTranslator } from './ask-translator.ts';
import type { GlossaryLine } from './glossary-term.ts';
import { type MaskedText, lostPlaceholders, maskText, unmaskText } from './placeholders.ts';
import { sameLanguage } from './same-language.ts';
import { selectTerms } from './select-terms.ts';
import { createSingleFlight } from './single-flight.ts';
import { splitText } from './split-text.ts';
import { type PieceTranslation, translatePiece } from './translate-piece.ts';
import type { TranslationCache } from './translation-cache.ts';
import { translationKey } from './translation-key.ts';

export interface TranslationOptions {
  /** null = none is configured. */
  translator: Translator | null;
  cache: TranslationCache;
  /** Lines of the store and those of all stores. */
  glossary: (storeId: string) => Promise<readonly GlossaryLine[]>;
  /** For one request to the service, repeated attempts included. */
  timeLimitMs: number;
  clock: Clock;
}

export interface TranslationOrder {
  text: string;
  /** BCP 47; absent = the service should find out. */
  from?: string;
  /** BCP 47. */
  to: string;
  storeId: string;
}

export type TranslationResult =
  | {
      text: string;
      /** Translator.name, or `none` when there was nothing to translate. */
      provider: string;
      /** Order ids, links, amounts … of the original that the translation dropped: a person has to look. */
      lost?: string[];
    }
  | NoAnswer
  | { unavailable: 'absent' };

export interface Translation {
  translate: (order: TranslationOrder) => Promise<TranslationResult>;
}

/** Far below DeepL's 128 KiB a request, and about what a language model answers within the time limit. */
const pieceLimit = 4_000;

/**
 * Translates for people who wait: at most once per text, with the store's terms, and with every order id intact.
 * Trouble of the service is a result, never an exception; trouble of the database is an exception.
 */
export function createTranslation(options: TranslationOptions): Translation {
  const { translator, cache, glossary, clock } = options;
  if (translator === null) {
    return { translate: async (order) => untranslated(order, maskText(order.text)) ?? { unavailable: 'absent' } };
  }
  const provider = translator.name;
  const ask = createAskTranslator({ translator, timeLimitMs: options.timeLimitMs });
  // Two cards of the same text share one look-up and one request.
  const once = createSingleFlight<PieceTranslation>();

  async function cachedPiece(piece: Omit<TranslationRequest, 'signal'>): Promise<PieceTranslation> {
    const key = translationKey({ provider, from: piece.from, to: piece.to, terms: piece.glossary, text: piece.text });
    return once(key, async () => {
      const known = (await cache.get([key])).get(key);
      if (known !== undefined) return { text: known, complete: true };
      const result = await translatePiece(ask, piece);
      // An incomplete translation is shown once and asked for again the next time.
      if ('text' in result && result.complete) await cache.put([{ key, text: result.text, provider, at: clock.now() }]);
      return result;
    });
  }

  async function translate(order: TranslationOrder): Promise<TranslationResult> {
    const masked = maskText(order.text);
    const same = untranslated(order, masked);
    if (same !== null) return same;
    const { from, to, storeId } = order;
    const terms = selectTerms(await glossary(storeId), { text: masked.text, from, to });
    const pieces = splitText(masked.text, pieceLimit);
    const results = await Promise.all(pieces.map(async (text) => cachedPiece({ text, from, to, glossary: terms })));
    const texts: string[] = [];
    for (const result of results) {
      if ('unavailable' in result) return result;
      texts.push(result.text);
    }
    const translated = texts.join('');
    const lost = lostPlaceholders(masked.text, translated).map((number) => masked.values[number - 1] ?? '');
    const text = unmaskText({ text: translated, values: masked.values });
    return lost.length === 0 ? { text, provider } : { text, provider, lost };
  }

  return { translate };
}

/** The text itself when its reader needs no translation, or when it is nothing but ids, links, signs. */
function untranslated({ text, from, to }: TranslationOrder, masked: MaskedText): TranslationResult | null {
  const readable = from !== undefined && sameLanguage(from, to);
  return readable || !/\p{L}/u.test(masked.text) ? { text, provider: 'none' } : null;
}
