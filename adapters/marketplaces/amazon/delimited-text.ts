import { delimiters } from './delimiters.ts';

const begins = new Set(delimiters.flatMap(({ begin }) => begin).map(fold));
const ends = new Set(delimiters.flatMap(({ end }) => end).map(fold));

/** The text between the first opening and the next closing delimiter line; null when there is no opening one. */
export function delimitedText(body: string): string | null {
  const lines = body.split('\n');
  const from = lines.findIndex((line) => isDelimiter(line, begins));
  if (from === -1) return null;
  const length = lines.slice(from + 1).findIndex((line) => isDelimiter(line, ends));
  return lines
    .slice(from + 1, length === -1 ? undefined : from + 1 + length)
    .join('\n')
    .trim();
}

function isDelimiter(line: string, words: ReadonlySet<string>): boolean {
  const dashed = line.trim();
  if (dashed.length > 200 || !/^[-–—]{3,}/.test(dashed)) return false;
  return words.has(fold(dashed.replace(/^[-–—]+/, '').replace(/[-–—]+$/, '')));
}

function fold(words: string): string {
  return words.normalize('NFKC').replace(/:\s*$/, '').trim().toLowerCase();
}
