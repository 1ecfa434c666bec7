import { DateTime } from 'luxon';
import type { Desk } from '../desk.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { describeEntry } from './describe-entry.ts';
import type { EntryWords } from './describe-entry.ts';
import type { HistoryFilter, HistoryPlace } from './history-filter.ts';
import { readHistory } from './read-history.ts';

const pageSize = 1_000;
const mostRows = 200_000;
export const entryColumns = [
  'at',
  'level',
  'state',
  'rule',
  'version',
  'store',
  'ticket',
  'why',
  'told',
  'outcome',
] as const satisfies (keyof EntryWords)[];

/** The whole history that fits the filter as CSV (RFC 4180, UTF-8 with BOM so that spreadsheets know), a page at a time. */
export async function* historyCsv(desk: Desk, filter: HistoryFilter): AsyncGenerator<string> {
  const texts = textsOf(desk);
  const zone = desk.settings.get('zone');
  const time = (at: number): string => DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');
  yield `\uFEFF${line(entryColumns.map((column) => texts(`history_page.${column}`)))}`;
  let after: HistoryPlace | undefined;
  for (let rows = 0; rows < mostRows; rows += pageSize) {
    const entries = await readHistory(desk, filter, { size: pageSize, after });
    if (entries.length > 0)
      yield entries
        .map((entry) => {
          const words = describeEntry(desk, entry, time);
          return line(entryColumns.map((column) => words[column]));
        })
        .join('');
    if (entries.length < pageSize) return;
    const last = entries.at(-1)!;
    after = { at: last.at, id: last.id };
  }
}

const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

/** What a spreadsheet would run as a formula becomes text by an apostrophe before it (OWASP, CSV injection). */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
