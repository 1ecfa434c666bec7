import type { Language } from '../language/languages.ts';
import { hashBytes, writeNgramTable } from '../language/ngram-table.ts';

/** Languages eld must tell apart; the others have a script of their own. eld has no Indonesian. */
const packed: readonly Language[] = ['en', 'de', 'es', 'fr', 'it', 'pt', 'nl', 'pl', 'sv', 'tr', 'vi', 'ms', 'zh', 'ja'];

/** Shape of `eld/src/ngrams/*.js`. */
interface EldDatabase {
  languages: Record<string, string>;
  ngrams: Record<string, Record<string, number>>;
}

/**
 * eld's `small` database (Apache-2.0, © Nito T.M., https://github.com/nitotm/efficient-language-detector-js) as the file that
 * `readNgramTable` reads. Its module is not among the package's exports, hence the path beside the entry point.
 */
export async function packNgrams(): Promise<Uint8Array> {
  const entry = import.meta.resolve('eld');
  const { ngramsData } = (await import(new URL('../ngrams/small.js', entry).href)) as { ngramsData: EldDatabase };
  const { dictionary } = (await import(new URL('../dictionary.js', entry).href)) as { dictionary: string[] };

  const byteOf = new Map<string, number>();
  for (let byte = 0x80; byte < dictionary.length; byte++) byteOf.set(dictionary[byte] ?? '', byte);
  const ngrams: { hash: number; votes: [number, number][] }[] = [];
  for (const [ngram, scores] of Object.entries(ngramsData.ngrams)) {
    const votes = packed.flatMap((language, number): [number, number][] => {
      const code = Object.keys(ngramsData.languages).find((key) => ngramsData.languages[key] === language) ?? '';
      const score = scores[code];
      return score === undefined ? [] : [[number, score]];
    });
    if (votes.length > 0) ngrams.push({ hash: hashNgram(ngram, byteOf), votes });
  }
  return writeNgramTable(packed, ngrams);
}

/** eld spells bytes as one character each: ASCII as itself, others by its dictionary; blanks mark where a word opens or closes. */
function hashNgram(ngram: string, byteOf: Map<string, number>): number {
  const opens = ngram.startsWith(' ') ? 1 : 0;
  const closes = ngram.endsWith(' ') ? 1 : 0;
  const letters = ngram.slice(opens, ngram.length - closes);
  const bytes = Uint8Array.from(letters, (letter) => (/[a-z'`]/.test(letter) ? letter.charCodeAt(0) : (byteOf.get(letter) ?? 0)));
  return hashBytes(bytes, 0, bytes.length, opens, closes);
}
