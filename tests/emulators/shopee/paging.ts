import { textOf } from './json.ts';
import { Refusal } from './refusal.ts';

/** No window is longer (facts/marketplaces §5.4). */
const windowSeconds = 15 * 86_400;

export function checkWindow(from: unknown, to: unknown, error: string): void {
  const length = Number(to) - Number(from);
  if (length < 0 || length > windowSeconds)
    throw new Refusal(error, 'The start must be before the end, and within 15 days of it.');
}

/** A page by cursor: the cursor is a place in the list, empty at its end. */
export function pageOf<T>(list: T[], cursor: unknown, size: unknown): { page: T[]; more: boolean; next_cursor: string } {
  const from = Number(textOf(cursor) || 0);
  const to = from + Number(size);
  const more = list.length > to;
  return { page: list.slice(from, to), more, next_cursor: more ? String(to) : '' };
}
