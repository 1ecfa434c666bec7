/** First groups (or whole matches) of a global pattern, in order, without repeats. */
export function collectMatches(text: string, pattern: RegExp): string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(pattern)) found.add(match[1] ?? match[0]);
  return [...found];
}
