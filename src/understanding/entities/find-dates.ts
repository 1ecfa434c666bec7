const iso = /(?<![\d-])(20\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d-])/g;
const european = /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(20\d{2}|\d{2})(?![\d.])/g;
const slashed = /(?<![\d/])(\d{1,2})\/(\d{1,2})\/(20\d{2})(?![\d/])/g;
const eastAsian = /(?:(20\d{2}) ?[年년] ?)?(?<!\d)(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日号號일]/g;
const monthNames = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const monthFirst = new RegExp(`\\b(${monthNames})[a-z]{0,6}\\.? (\\d{1,2})(?:st|nd|rd|th)?(?:,? (20\\d{2}))?(?!\\d)`, 'gi');
const dayFirst = new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)? (${monthNames})[a-z]{0,6}\\.?(?: (20\\d{2}))?(?!\\d)`, 'gi');

/**
 * Dates in the order of the text: ISO 8601 `2026-11-12`, or `--11-12` when the year is not said (RFC 6350 notation). Slashed
 * dates are day first unless that is impossible, as everywhere but in the United States.
 */
export function findDates(text: string): string[] {
  const found: { index: number; date: string | null }[] = [];
  const add = (match: RegExpExecArray, year: string | undefined, month: number, day: number) =>
    found.push({ index: match.index, date: toDate(year, month, day) });

  for (const match of text.matchAll(iso)) add(match, match[1], Number(match[2]), Number(match[3]));
  for (const match of text.matchAll(european)) add(match, fullYear(match[3]), Number(match[2]), Number(match[1]));
  for (const match of text.matchAll(slashed)) {
    const [first, second] = [Number(match[1]), Number(match[2])];
    if (second > 12) add(match, match[3], first, second);
    else add(match, match[3], second, first);
  }
  for (const match of text.matchAll(eastAsian)) add(match, match[1], Number(match[2]), Number(match[3]));
  for (const match of text.matchAll(monthFirst)) add(match, match[3], monthNumber(match[1]), Number(match[2]));
  for (const match of text.matchAll(dayFirst)) add(match, match[3], monthNumber(match[2]), Number(match[1]));

  found.sort((a, b) => a.index - b.index);
  return [...new Set(found.flatMap(({ date }) => date ?? []))];
}

function toDate(year: string | undefined, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  return `${year ?? '-'}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function fullYear(year: string | undefined): string | undefined {
  return year?.length === 2 ? `20${year}` : year;
}

function monthNumber(name: string | undefined): number {
  return monthNames.split('|').indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
}
