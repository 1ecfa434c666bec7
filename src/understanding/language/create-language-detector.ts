import { foldText } from '../features/fold-text.ts';
import { createFeatures, hashNgrams } from '../features/hash-ngrams.ts';
import { scoreFeatures, type LinearModel } from '../model/linear-model.ts';
import type { LanguageDetector } from '../ports.ts';
import { countScripts } from './count-scripts.ts';
import { leanToIndonesian } from './indonesian-or-malay.ts';
import { languages, type Language } from './languages.ts';
import type { NgramTable } from './ngram-table.ts';
import { scoreNgrams } from './score-ngrams.ts';

/** Characters that are looked at; eld stops after 350 bytes too. */
const lookedAt = 400;
/** Texts of fewer words are believed only when the scores are clear. */
const fewWords = 3;
/** Lead of the best language over the second that counts as clear; in cross-validation 95 % of the right answers had it, a third of the wrong ones. */
const clearLead = 1;
/** A single "Hi" or "ok" leads by more than that without proving anything. */
const clearLeadOfFewWords = 2.5;
/** How much eld's general knowledge weighs beside the model trained on buyers' sentences. Chosen by cross-validation. */
const tableWeight = 20;
/** What one word that is only Indonesian, or only Malay, is worth. */
const tellingWord = 1.5;

/**
 * Scripts that belong to one language decide at once. Latin and Han letters are judged by eld's n-grams (general language) plus
 * a linear model of buyers' sentences, which tells Indonesian from Malay and reads text without accents.
 */
export function createLanguageDetector(table: NgramTable, model: LinearModel): LanguageDetector {
  const addTableVotes = createTableVoter(table);
  const features = createFeatures();
  const scores = new Float64Array(model.classes);

  return {
    detect(text, context) {
      const seen = text.slice(0, lookedAt);
      const counts = countScripts(seen);
      const own = languageOfScript(counts);
      if (own !== null) return { language: own, reliable: true };
      const fallBack = context.lastLanguage ?? baseLanguage(context.locale);
      if (counts.latin + counts.han === 0) return { language: fallBack ?? null, reliable: false };

      const folded = foldText(seen);
      hashNgrams(folded, features);
      scoreFeatures(model, features, scores);
      addTableVotes(seen, scores);
      scores[indonesian] = (scores[indonesian] ?? 0) + tellingWord * leanToIndonesian(folded);
      const han = counts.han * 2 > counts.latin;
      const { language, lead } = best(scores, han ? hanLanguages : latinLanguages);
      const few = (han ? counts.han : (seen.match(/\p{L}+/gu)?.length ?? 0)) < fewWords;
      const reliable = lead >= (few ? clearLeadOfFewWords : clearLead);
      if (!reliable && few && fallBack !== undefined) return { language: fallBack, reliable: false };
      return { language, reliable };
    },
  };
}

const indonesian = languages.indexOf('id');
const hanLanguages: readonly Language[] = ['zh', 'ja'];
const latinLanguages: readonly Language[] = ['en', 'de', 'es', 'fr', 'it', 'pt', 'nl', 'pl', 'sv', 'tr', 'vi', 'id', 'ms'];

/** Adds the table's opinion to scores numbered like `languages`. */
function createTableVoter(table: NgramTable): (text: string, scores: Float64Array) => void {
  const votes = new Float64Array(table.languages.length);
  const numbers = table.languages.map((language) => languages.indexOf(language));
  return (text, scores) => {
    scoreNgrams(table, text, votes);
    for (const [index, number] of numbers.entries()) {
      const vote = (votes[index] ?? 0) * tableWeight;
      scores[number] = (scores[number] ?? 0) + vote;
      // eld knows no Indonesian and calls it Malay: both get the vote, the model decides between them.
      if (table.languages[index] === 'ms') scores[indonesian] = (scores[indonesian] ?? 0) + vote;
    }
  };
}

/** The language whose script most of the letters are in, null for Latin, Han and texts without letters. */
function languageOfScript(counts: ReturnType<typeof countScripts>): Language | null {
  const { latin, han, kana, hangul, cyrillic, arabic, thai } = counts;
  // A brand name in Latin letters is common in any script: foreign letters need only a third of the text.
  const weight = Math.max(1, latin / 2);
  if (hangul >= weight && hangul >= kana) return 'ko';
  if (kana > 0 && kana + han >= weight) return 'ja';
  if (thai >= weight) return 'th';
  if (arabic >= weight) return 'ar';
  if (cyrillic >= weight) return 'ru';
  return null;
}

function best(scores: Float64Array, among: readonly Language[]): { language: Language; lead: number } {
  const ranked = among
    .map((language) => ({ language, score: scores[languages.indexOf(language)] ?? 0 }))
    .sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  return { language: first?.language ?? 'en', lead: (first?.score ?? 0) - (second?.score ?? 0) };
}

function baseLanguage(locale: string | undefined): string | undefined {
  return locale?.split(/[-_]/)[0]?.toLowerCase();
}
