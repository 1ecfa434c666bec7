const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Sites that put the month first. */
const monthFirst = ['us'];

/**
 * A day as reports write it: `2026/11/20`, `20-Nov-2026`, `20.11.26`, `11/20/26`. How each site writes it is UNCONFIRMED, so
 * what cannot be a day is none.
 * @returns its first instant in UTC
 */
export function readDay(text: string, site: string): number | undefined {
  const parts = text
    .trim()
    .slice(0, 40)
    .split(/[\s/.-]+/);
  const [first = '', second = '', third = ''] = parts;
  if (/^\d{4}$/.test(first)) return day(Number(first), Number(second), Number(third));
  const year = Number(third) + (third.length <= 2 ? 2_000 : 0);
  const named = months.indexOf(second.toLowerCase().slice(0, 3)) + 1;
  if (named > 0) return day(year, named, Number(first));
  return monthFirst.includes(site) ? day(year, Number(first), Number(second)) : day(year, Number(second), Number(first));
}

function day(year: number, month: number, date: number): number | undefined {
  const at = Date.UTC(year, month - 1, date);
  const read = new Date(at);
  const real = read.getUTCFullYear() === year && read.getUTCMonth() === month - 1 && read.getUTCDate() === date;
  return real && year >= 2_000 ? at : undefined;
}
