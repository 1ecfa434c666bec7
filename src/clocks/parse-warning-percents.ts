/** What cannot be a list of warnings, by the words people hear. */
export type WarningProblem = 'unreadable' | 'outside' | 'too_many';

const most = 6;

/**
 * `50% 80% 100%`, `50 80`, `50%、80%`: at which shares of a deadline people are warned. The deadline itself always is one and
 * may be named. @returns the shares before it, rising
 */
export function parseWarningPercents(text: string): number[] | WarningProblem {
  const words = text
    .normalize('NFKC')
    .split(/[\s,、;]+/u)
    .filter((word) => word !== '');
  if (words.length === 0 || !words.every((word) => /^\d{1,6}%?$/u.test(word))) return 'unreadable';
  const percents = [...new Set(words.map((word) => parseInt(word, 10)))].sort((a, b) => a - b);
  if (percents.some((percent) => percent < 1 || percent > 100)) return 'outside';
  const early = percents.filter((percent) => percent < 100);
  return early.length > most ? 'too_many' : early;
}
