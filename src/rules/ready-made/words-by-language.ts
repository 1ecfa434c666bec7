/** Keywords by BCP 47 language. All are searched in every message: buyers mix languages, and detection errs on short texts. */
export type WordsByLanguage = Readonly<Record<string, readonly string[]>>;

/** One list without repeats; languages share words (`cancel*`, `allergi*`). */
export function allWords(words: WordsByLanguage): string[] {
  return [...new Set(Object.values(words).flat())];
}
