import type { Translator } from '../../src/ports/translator.ts';
import { type MaskedText, maskText, unmaskText } from '../../src/translation/placeholders.ts';

/** One sentence in several languages, by BCP 47 code. */
export type Phrase = Readonly<Record<string, string>>;

/**
 * A translator for the sandbox: it knows the sentences of a phrase list and nothing else, so what it says is right.
 * Order ids and amounts may differ from the list's. Its name labels every translation as a sample.
 */
export function createPhrasebookTranslator({ phrases }: { phrases: readonly Phrase[] }): Translator {
  let index: Map<string, IndexedPhrase> | undefined;

  return {
    name: 'phrasebook',
    /** The sentence itself tells its language, better than a guess (`from`) about a short text. */
    async translate({ text, to }) {
      index ??= buildIndex(phrases);
      const masked = maskText(text);
      const found = index.get(indexKey(masked.text));
      const target = found?.phrase[to] ?? found?.phrase[new Intl.Locale(to).language];
      return found === undefined || target === undefined ? null : carryOver(found.source, target, masked);
    },
  };
}

interface IndexedPhrase {
  phrase: Phrase;
  /** The wording that leads here. */
  source: MaskedText;
}

function buildIndex(phrases: readonly Phrase[]): Map<string, IndexedPhrase> {
  const index = new Map<string, IndexedPhrase>();
  for (const phrase of phrases) {
    for (const words of Object.values(phrase)) {
      const source = maskText(words);
      index.set(indexKey(source.text), { phrase, source });
    }
  }
  return index;
}

/** People type other spaces, widths and capitals than the list, and forget the full stop. */
function indexKey(masked: string): string {
  return masked
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .replace(/[\s.。!?~]+$/u, '')
    .trim()
    .toLowerCase();
}

/** The list's values in the target are replaced by those of the text: `⟦1⟧` of the source is `⟦1⟧` of the text. */
function carryOver(source: MaskedText, target: string, text: MaskedText): string {
  const masked = maskText(target);
  const values = masked.values.map((value) => text.values[source.values.indexOf(value)] ?? value);
  return unmaskText({ text: masked.text, values });
}
