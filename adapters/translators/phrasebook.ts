import type { Translator } from '../../src/ports/translator.ts';
import { type MaskedText, maskText, unmaskText } from '../../src/translation/placeholders.ts';

/** One sentence in several languages, by BCP 47 code. */
export type Phrase = Readonly<Record<string, string>>;

/**
 * A translator for the sandbox: it knows the sentences of a phrase list and nothing else, so what it says is right.
 * Order ids and amounts may differ from the list's. Its name labels every translation as a sample.
 */
export function createPhrasebookTranslator({ phrases }: { phrases: readonly Phrase[] }): Translator {
  let index: Map<string, Phrase> | undefined;

  return {
    name: 'phrasebook',
    async translate({ text, from, to }) {
      index ??= buildIndex(phrases);
      const masked = maskText(text);
      const phrase = index.get(indexKey(masked.text));
      if (phrase === undefined) return null;
      const source = Object.entries(phrase).find(
        ([language, words]) => fits(language, from) && indexKey(maskText(words).text) === indexKey(masked.text),
      );
      const target = phrase[to] ?? phrase[new Intl.Locale(to).language];
      return source === undefined || target === undefined ? null : carryOver(maskText(source[1]), target, masked);
    },
  };
}

function buildIndex(phrases: readonly Phrase[]): Map<string, Phrase> {
  return new Map(
    phrases.flatMap((phrase) => Object.values(phrase).map((words) => [indexKey(maskText(words).text), phrase] as const)),
  );
}

/** People type other spaces and capitals than the list. */
function indexKey(masked: string): string {
  return masked.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

/** `zh` asks for `zh-TW` as well. */
function fits(language: string, wanted: string | undefined): boolean {
  return wanted === undefined || new Intl.Locale(language).language === new Intl.Locale(wanted).language;
}

/** The list's values in the target are replaced by those of the text: `⟦1⟧` of the source is `⟦1⟧` of the text. */
function carryOver(source: MaskedText, target: string, text: MaskedText): string {
  const masked = maskText(target);
  const values = masked.values.map((value) => text.values[source.values.indexOf(value)] ?? value);
  return unmaskText({ text: masked.text, values });
}
