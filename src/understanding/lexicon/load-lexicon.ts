import { readFile } from 'node:fs/promises';
import { languages } from '../language/languages.ts';
import { createConceptFinder, type ConceptFinder, type LexiconEntry } from './find-concepts.ts';
import { lexiconFileSchema } from './schema.ts';

/**
 * Reads `<language>.json` of every supported language: `{ concept: [phrase, …] }`. The concepts (broken, late, ignored,
 * fraud, thanks …) are the same in all files, which is how a sentence in one language teaches the models about another.
 * A phrase is whole words; a closing `*` stands for any ending. Languages without blanks match anywhere.
 */
export async function loadLexicon(): Promise<ConceptFinder> {
  const files = await Promise.all(
    languages.map(async (language) => {
      const json = await readFile(new URL(`./${language}.json`, import.meta.url), 'utf8');
      return { language, concepts: lexiconFileSchema.parse(JSON.parse(json)) };
    }),
  );
  const entries: LexiconEntry[] = [];
  for (const { language, concepts } of files) {
    for (const [concept, phrases] of Object.entries(concepts)) {
      for (const phrase of phrases) entries.push({ phrase, concept, language });
    }
  }
  return createConceptFinder(entries);
}
