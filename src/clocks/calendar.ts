import type { CalendarDefinition } from './calendar-definition.ts';
import type { HolidaysOfYear } from './holidays.ts';
import { loadHolidays } from './holidays.ts';
import { append, intervalsOfYear } from './open-intervals.ts';
import type { OpenInterval } from './open-intervals.ts';
import { instantOfOpenTime, lastAtOrBelow, openTimeUntil, tabulate } from './open-time-table.ts';

/**
 * A team's open time as arithmetic on instants (ms since the epoch, UTC). Pure and synchronous.
 * No timetable is kept before 2010 (nothing counts) nor after 2050 (every hour counts): a stray date, which a buyer's mail
 * may well carry, stays cheap and still gets an answer. All methods throw RangeError for NaN and infinities.
 */
export interface Calendar {
  readonly definition: CalendarDefinition;
  isOpen(at: number): boolean;
  /** Open milliseconds from one instant to the other; negative when `to` is the earlier one. */
  openTimeBetween(from: number, to: number): number;
  /**
   * The earliest instant at which `ms` of open time have passed since `from`. What falls on closing time is due then,
   * not at the next opening. @throws RangeError also for a negative `ms`
   */
  addOpenTime(from: number, ms: number): number;
  /** `at` itself while open, otherwise the next opening. */
  nextOpening(at: number): number;
}

const FIRST_YEAR = 2010;
/** Stands for all time after 2050: one opening without end. */
const ENDLESS_YEAR = 2051;
const MAX_INSTANT = 8.64e15;

/** A calendar with its country's holidays loaded. */
export async function openCalendar(definition: CalendarDefinition): Promise<Calendar> {
  return compileCalendar(definition, definition.holidays === null ? noHolidays : await loadHolidays(definition.holidays));
}

const noHolidays: HolidaysOfYear = () => new Map();

/**
 * Compiles a definition. Years are computed when first asked for and kept; a question then costs one or two binary
 * searches in a flat table of openings and the open time that passed before each.
 */
export function compileCalendar(definition: CalendarDefinition, holidays: HolidaysOfYear = noHolidays): Calendar {
  const intervalsOf = intervalsOfYear(definition, holidays);
  const years = new Map<number, OpenInterval[]>();
  let firstYear = 0;
  let lastYear = 0;
  let table = tabulate([]);
  // Empty until the first question; the margins leave room for zone offsets and night shifts across New Year.
  let safeFrom = Infinity;
  let safeTo = -Infinity;

  function extendTo(first: number, last: number): void {
    firstYear = Math.max(FIRST_YEAR, first);
    lastYear = Math.min(ENDLESS_YEAR, last);
    const intervals: OpenInterval[] = [];
    for (let year = firstYear; year <= lastYear; year++) {
      for (const interval of intervalsIn(year)) append(intervals, interval);
    }
    table = tabulate(intervals);
    safeFrom = firstYear === FIRST_YEAR ? -MAX_INSTANT : Date.UTC(firstYear, 0, 3);
    safeTo = lastYear === ENDLESS_YEAR ? MAX_INSTANT : Date.UTC(lastYear, 11, 30);
  }

  function intervalsIn(year: number): OpenInterval[] {
    if (year === ENDLESS_YEAR) return [{ from: Date.UTC(ENDLESS_YEAR, 0, 1), to: MAX_INSTANT }];
    let intervals = years.get(year);
    if (!intervals) {
      intervals = intervalsOf(year);
      years.set(year, intervals);
    }
    return intervals;
  }

  function cover(at: number): void {
    if (at >= safeFrom && at < safeTo) return;
    if (!(Math.abs(at) <= MAX_INSTANT)) throw new RangeError(`not an instant: ${at}`);
    const year = Math.min(Math.max(new Date(at).getUTCFullYear(), FIRST_YEAR), ENDLESS_YEAR);
    const empty = lastYear === 0;
    extendTo(empty ? year - 1 : Math.min(firstYear, year - 1), empty ? year + 1 : Math.max(lastYear, year + 1));
  }

  return {
    definition,

    isOpen(at) {
      cover(at);
      const index = lastAtOrBelow(table.from, at);
      return index >= 0 && at < table.to[index]!;
    },

    openTimeBetween(from, to) {
      cover(from);
      cover(to);
      return openTimeUntil(table, to) - openTimeUntil(table, from);
    },

    addOpenTime(from, ms) {
      if (!(ms >= 0 && ms <= MAX_INSTANT)) throw new RangeError(`not a span of time: ${ms}`);
      cover(from);
      if (ms === 0) return from;
      const target = openTimeUntil(table, from) + ms;
      while (target > table.total) {
        if (lastYear === ENDLESS_YEAR) throw new RangeError(`span ends beyond all time: ${ms}`);
        extendTo(firstYear, lastYear + 1);
      }
      return instantOfOpenTime(table, target);
    },

    nextOpening(at) {
      cover(at);
      const index = lastAtOrBelow(table.from, at);
      if (index >= 0 && at < table.to[index]!) return at;
      while (index + 1 >= table.from.length) extendTo(firstYear, lastYear + 1);
      return table.from[index + 1]!;
    },
  };
}
