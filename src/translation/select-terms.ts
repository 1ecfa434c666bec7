import { findTerms } from './find-terms.ts';
import type { GlossaryLine, GlossaryTerm } from './glossary-term.ts';
import { sameLanguage } from './same-language.ts';

/**
 * The glossary terms that this text needs, turned into its direction: a line is read forwards into its language and
 * backwards out of it. Only terms that occur are returned, which keeps requests small and cached translations valid
 * when an unrelated line changes.
 */
export function selectTerms(
  lines: readonly GlossaryLine[],
  { text, from, to }: { text: string; from: string | undefined; to: string },
): GlossaryTerm[] {
  const directed = lines.flatMap((line): GlossaryTerm[] => {
    if (sameLanguage(line.language, to)) return [{ source: line.source, target: line.target }];
    // Without a source language a foreign term that occurs in the text is taken to be meant.
    if (from === undefined || sameLanguage(line.language, from)) return [{ source: line.target, target: line.source }];
    return [];
  });
  const used = new Set(findTerms(text, directed).map(({ term }) => term));
  return directed.filter((term) => used.has(term));
}
