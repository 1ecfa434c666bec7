import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import { dayOf } from './local-day.ts';

/** What a country says about a day, where it says anything: free, or worked although it is a weekend (调休). */
export type DayKind = 'free' | 'workday';

/** All days of one year that differ from the plain week, by day number. Cheap to ask again. */
export type HolidaysOfYear = (year: number) => ReadonlyMap<number, DayKind>;

const loaded = new Map<string, Promise<HolidaysOfYear>>();

/**
 * Public holidays of a country (ISO 3166, any case). The data sets are large and most processes need one country, so
 * they are imported on first use; afterwards the answer is synchronous. An unknown country has no holidays.
 * Sources: date-holidays (ISC, data CC BY-SA 3.0); for China chinese-days (MIT), which alone knows the make-up working
 * days the State Council publishes each November. A year not yet published falls back to the statutory days.
 */
export function loadHolidays(country: string): Promise<HolidaysOfYear> {
  const code = country.toUpperCase();
  let source = loaded.get(code);
  if (!source) {
    source = load(code).then(rememberYears);
    loaded.set(code, source);
    // A failed import must not be remembered as the country's answer.
    source.catch(() => loaded.delete(code));
  }
  return source;
}

async function load(code: string): Promise<HolidaysOfYear> {
  if (code !== 'CN') return statutoryDays(code, (await import('date-holidays')).default);
  const published = await loadPublishedChinese();
  let statutory: HolidaysOfYear | undefined;
  return (year) => {
    const days = published(year);
    if (days.size > 0) return days;
    // Loaded here and not before: it costs a start 100 ms and 35 MB, and is wanted only for years to come.
    statutory ??= statutoryDays(code, createRequire(import.meta.url)('date-holidays') as typeof Holidays);
    // Children's Day is free for children only (全国年节及纪念日放假办法, article 3).
    return new Map([...statutory(year)].filter(([day]) => day !== dayOf(`${year}-06-01`)));
  };
}

function statutoryDays(code: string, Calendar: typeof Holidays): HolidaysOfYear {
  const country = new Calendar(code, { types: ['public'] });
  return (year) => {
    const days = new Map<number, DayKind>();
    for (const holiday of country.getHolidays(year)) {
      // "2026-05-01 00:00:00"; half days such as China's Youth Day begin at noon and are worked in practice.
      if (!holiday.date.includes(' 00:00:00')) continue;
      const first = dayOf(holiday.date.slice(0, 10));
      const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000));
      for (let day = first; day < first + length; day++) days.set(day, 'free');
    }
    return days;
  };
}

async function loadPublishedChinese(): Promise<HolidaysOfYear> {
  const { default: data } = await import('chinese-days/dist/chinese-days.json', { with: { type: 'json' } });
  return (year) => {
    const days = new Map<number, DayKind>();
    const prefix = `${year}-`;
    for (const date of Object.keys(data.holidays)) if (date.startsWith(prefix)) days.set(dayOf(date), 'free');
    for (const date of Object.keys(data.workdays)) if (date.startsWith(prefix)) days.set(dayOf(date), 'workday');
    return days;
  };
}

function rememberYears(source: HolidaysOfYear): HolidaysOfYear {
  const years = new Map<number, ReadonlyMap<number, DayKind>>();
  return (year) => {
    let days = years.get(year);
    if (!days) {
      days = source(year);
      years.set(year, days);
    }
    return days;
  };
}
