/**
 * Keywords by BCP 47 language, separated by commas. `*` stands for any ending or beginning (keyword-index.ts). All are
 * searched in every message: buyers mix languages, and detection errs on short texts.
 */
export type WordsByLanguage = Readonly<Record<string, string>>;

/** One list without repeats; languages share words (`cancel*`, `allergi*`). */
export function allWords(words: WordsByLanguage): string[] {
  return [...new Set(Object.values(words).flatMap((list) => list.split(',').map((word) => word.trim())))];
}
