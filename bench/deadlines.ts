/**
 * Deadlines a second: two open hours from a message's arrival, in Shanghai with China's 2026 holidays and make-up days,
 * beside luxon walking through the days. `--json` prints one object; p50 and p99 are microseconds a deadline.
 */
import { DateTime } from 'luxon';
import { calendarDefinition } from '../src/clocks/calendar-definition.ts';
import { openCalendar } from '../src/clocks/calendar.ts';
import { deadlinesFor } from '../src/clocks/deadlines.ts';
import { loadHolidays } from '../src/clocks/holidays.ts';
import { dayOf, HOUR_MS } from '../src/clocks/local-day.ts';
import { parseHours } from '../src/clocks/parse-hours.ts';

const zone = 'Asia/Shanghai';
const calendar = await openCalendar(calendarDefinition.parse({ zone, hours: parseHours('Mon-Fri 09:00-18:00'), holidays: 'cn' }));
const holidays = (await loadHolidays('cn'))(2026);
const begin = Date.UTC(2026, 0, 5);
/** Arrivals through the year, 61.803 % of a day apart so that every hour of day comes up. */
const arrival = (index: number) => begin + ((index * 53_397_829) % (340 * 24 * HOUR_MS));

function ours(since: number): number {
  return deadlinesFor({ platform: 'amazon', site: 'de', zone: 'Europe/Berlin', since }, { calendar }).teamDueAt;
}

function luxon(since: number): number {
  let left = 2 * HOUR_MS;
  let now = DateTime.fromMillis(since, { zone });
  for (;;) {
    const kind = holidays.get(dayOf(now.toISODate()!));
    if (kind === 'workday' || (kind !== 'free' && now.weekday <= 5)) {
      const opening = now.set({ hour: 9, minute: 0, second: 0, millisecond: 0 });
      const closing = now.set({ hour: 18, minute: 0, second: 0, millisecond: 0 });
      const from = now < opening ? opening : now;
      const open = closing.toMillis() - from.toMillis();
      if (open >= left) return from.toMillis() + left;
      left -= Math.max(0, open);
    }
    now = now.plus({ days: 1 }).startOf('day');
  }
}

for (let index = 0; index < 2000; index++) {
  const since = arrival(index);
  if (ours(since) !== luxon(since)) throw new Error(`disagreement at ${new Date(since).toISOString()}`);
}

function measure(
  deadline: (since: number) => number,
  batches: number,
  batch: number,
): { rate: number; p50: number; p99: number } {
  for (let index = 0; index < batch * 5; index++) deadline(arrival(index));
  const times: number[] = [];
  for (let round = 0; round < batches; round++) {
    const start = performance.now();
    for (let index = 0; index < batch; index++) deadline(arrival(round * batch + index));
    times.push(((performance.now() - start) * 1000) / batch);
  }
  times.sort((a, b) => a - b);
  const total = times.reduce((sum, time) => sum + time, 0) / times.length;
  return { rate: Math.round(1e6 / total), p50: times[Math.floor(batches * 0.5)]!, p99: times[Math.floor(batches * 0.99)]! };
}

const own = measure(ours, 500, 10_000);
const peer = measure(luxon, 100, 50);
const result = {
  bench: 'deadlines',
  unit: 'deadlines/s',
  ours: own.rate,
  peers: { luxon: peer.rate },
  ratio: { luxon: Math.round(own.rate / peer.rate) },
  p50: Number(own.p50.toFixed(4)),
  p99: Number(own.p99.toFixed(4)),
};
if (process.argv.includes('--json')) console.log(JSON.stringify(result));
else
  console.log(
    `${result.ours.toLocaleString('en')} deadlines/s, luxon step by step ${peer.rate.toLocaleString('en')} (${result.ratio.luxon} times)`,
  );
