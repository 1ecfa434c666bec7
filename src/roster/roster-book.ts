import { loadHolidays } from '../clocks/holidays.ts';
import type { HolidaysOfYear } from '../clocks/holidays.ts';
import type { Settings } from '../settings.ts';
import type { RosterEntry } from '../store/client/client.ts';
import type { Database } from '../store/database.ts';
import type { Roster } from './roster.ts';
import { rosterLine } from './roster-line.ts';
import type { RosterLine } from './roster-line.ts';

/** A line with what people call it. */
export interface Entry {
  number: number;
  line: RosterLine;
  /** Whose word a proposed swap waits for. */
  pendingFor: string | null;
}

/** The duty roster, held in memory: every ticket's steps look at it. */
export interface RosterBook {
  /** What is in force; proposed swaps are not. */
  roster(): Roster;
  /** Whether anybody was ever put on it; without, nobody is called by duty. */
  isKept(): boolean;
  entries(): readonly Entry[];
  /** After a change of it, or of the team's country. */
  reload(): Promise<void>;
}

const noHolidays: HolidaysOfYear = () => new Map();

export async function openRosterBook(db: Database, settings: Settings): Promise<RosterBook> {
  let entries: Entry[] = [];
  let roster: Roster = { lines: [], holidays: noHolidays };

  async function reload(): Promise<void> {
    const country = settings.get('holidays');
    const holidays = country === '' ? noHolidays : await loadHolidays(country);
    entries = (await db.read.rosterEntry.findMany({ orderBy: { number: 'asc' } })).map(entryOf);
    roster = { lines: entries.filter(({ pendingFor }) => pendingFor === null).map(({ line }) => line), holidays };
  }

  await reload();
  settings.onChange((key) => {
    if (key === 'holidays') void reload();
  });
  return { roster: () => roster, isKept: () => roster.lines.length > 0, entries: () => entries, reload };
}

export const entryOf = (row: RosterEntry): Entry => ({
  number: row.number,
  line: rosterLine.parse(JSON.parse(row.line)),
  pendingFor: row.pendingFor,
});
