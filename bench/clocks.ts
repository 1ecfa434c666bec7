/**
 * Deadlines a second: both clocks of messages that came to ten stores of six platforms over a whole year, for teams in eight
 * zones with their own hours, breaks and holidays. Beside it moment-business-time on one calendar it can follow:
 * Monday to Friday 09:00-18:00 in Shanghai and the same free days. It knows one zone, one calendar and whole days off at a
 * time: no make-up workdays, no shift past midnight, no platform's counting. Both must give the same answers first.
 */
import momentModule from 'moment';
import 'moment-business-time';
import { calendarDefinition } from '../src/clocks/calendar-definition.ts';
import type { Calendar } from '../src/clocks/calendar.ts';
import { openCalendar } from '../src/clocks/calendar.ts';
import { deadlinesFor } from '../src/clocks/deadlines.ts';
import { loadHolidays } from '../src/clocks/holidays.ts';
import { HOUR_MS, isoDateOf, MINUTE_MS } from '../src/clocks/local-day.ts';
import { parseHours } from '../src/clocks/parse-hours.ts';
import { at } from './lib/load.ts';
import { report } from './lib/report.ts';

const moment = momentModule as unknown as (at: number) => BusinessMoment;
interface BusinessMoment {
  addWorkingTime(amount: number, unit: 'minutes'): BusinessMoment;
  valueOf(): number;
}

const teams = [
  ['Asia/Shanghai', 'Mon-Fri 09:00-12:00, 13:30-18:00', 'cn'],
  ['Asia/Shanghai', 'Mon-Sat 08:00-22:00', 'cn'],
  ['Europe/Berlin', 'Mon-Fri 08:30-17:00', 'de'],
  ['America/Los_Angeles', 'Mon-Fri 22:00-06:00', 'us'],
  ['Asia/Kolkata', 'Mon-Sat 10:00-19:00', null],
  ['Australia/Adelaide', 'daily 07:00-15:30', 'au'],
  ['Asia/Tokyo', 'Mon-Fri 09:00-18:00', 'jp'],
  ['Europe/London', '24x7', 'gb'],
] as const;
const stores = [
  { platform: 'amazon', site: 'de', zone: 'Europe/Berlin' },
  { platform: 'amazon', site: 'us', zone: 'America/Los_Angeles' },
  { platform: 'ebay', site: 'gb', zone: 'Europe/London' },
  { platform: 'ebay', site: 'us', zone: 'America/New_York', subject: 'request' },
  { platform: 'shopee', site: 'my', zone: 'Asia/Kuala_Lumpur' },
  { platform: 'lazada', site: 'th', zone: 'Asia/Bangkok' },
  { platform: 'lazada', site: 'ph', zone: 'Asia/Manila' },
  { platform: 'tiktok', site: 'us', zone: 'America/Los_Angeles' },
  { platform: 'tiktok', site: 'vn', zone: 'Asia/Ho_Chi_Minh' },
  { platform: 'mercadolibre', site: 'mx', zone: 'America/Mexico_City' },
] as const;

const open = (zone: string, hours: string, holidays: string | null, closedDays: string[] = []): Promise<Calendar> =>
  openCalendar(calendarDefinition.parse({ zone, hours: parseHours(hours), holidays, closedDays }));
const calendars = await Promise.all(teams.map(([zone, hours, holidays]) => open(zone, hours, holidays)));

const begin = Date.UTC(2026, 0, 5);
const year = 360 * 24 * HOUR_MS;
/** Arrivals through the year, far from each other, so that neither a day nor an hour is met twice in a row. */
const arrival = (index: number): number => begin + ((index * 19_283_746_511) % year);

const ours = (index: number): number => {
  const since = arrival(index);
  const { policyDueAt, teamDueAt } = deadlinesFor(
    { ...stores[index % stores.length]!, since },
    { calendar: calendars[index % calendars.length]! },
  );
  return teamDueAt + (policyDueAt ?? 0);
};

// The package counts in the zone of its process.
process.env.TZ = 'Asia/Shanghai';
const free = [...(await loadHolidays('cn'))(2026)].flatMap(([day, kind]) => (kind === 'free' ? [isoDateOf(day)] : []));
const workinghours = Object.fromEntries(
  [0, 1, 2, 3, 4, 5, 6].map((day) => [day, day % 6 === 0 ? null : ['09:00:00', '18:00:00']]),
);
(momentModule as unknown as { updateLocale(name: string, data: object): void }).updateLocale('en', {
  workinghours,
  holidays: free,
});
const shared = await open('Asia/Shanghai', 'Mon-Fri 09:00-18:00', null, free);
const wholeMinute = (index: number): number => Math.floor(arrival(index) / MINUTE_MS) * MINUTE_MS;
const peer = (index: number): number => moment(wholeMinute(index)).addWorkingTime(120, 'minutes').valueOf();
const same = (index: number): number => shared.addOpenTime(wholeMinute(index), 2 * HOUR_MS);

let compared = 0;
for (let index = 0; index < 2_000; index++) {
  if (same(index) !== peer(index)) throw new Error(`disagreement on ${new Date(wholeMinute(index)).toISOString()}`);
  compared++;
}

const mixed = measure(ours, 100, 10_000);
const plain = measure(same, 100, 10_000);
const business = measure(peer, 40, 50);
report({
  bench: 'clocks',
  unit: 'deadlines/s',
  ours: mixed.rate,
  peers: { 'moment-business-time, one calendar': business.rate },
  ratio: { 'moment-business-time, one calendar': Math.round(plain.rate / business.rate) },
  p50: mixed.p50,
  p99: mixed.p99,
  'ours on that one calendar': plain.rate,
  'same answers': compared,
  'two deadlines each': mixed.rate * 2,
});

/** @returns computations a second, and milliseconds for a thousand of them */
function measure(compute: (index: number) => number, rounds: number, batch: number): { rate: number; p50: number; p99: number } {
  for (let index = 0; index < batch * 5; index++) compute(index);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    for (let index = 0; index < batch; index++) compute(round * batch + index);
    times.push(performance.now() - started);
  }
  const total = times.reduce((sum, time) => sum + time, 0);
  const perThousand = times.map((time) => (time * 1_000) / batch).sort((a, b) => a - b);
  return { rate: Math.round((rounds * batch * 1_000) / total), p50: at(perThousand, 0.5), p99: at(perThousand, 0.99) };
}
