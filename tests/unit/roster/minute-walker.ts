import { DateTime } from 'luxon';
import type { Roster } from '../../../src/roster/roster.ts';
import type { RosterLine } from '../../../src/roster/roster-line.ts';

interface Minute {
  at: number;
  /** What the wall shows: the day, and the minutes since its midnight. */
  day: string;
  minutes: number;
}

/**
 * Who is on duty in every minute between two instants, found by looking at a clock on the wall once a minute: a shift
 * begins when the clock first shows its beginning or has jumped past it, and ends the same way.
 */
export function walkMinutes({ lines, holidays }: Roster, from: number, to: number): string[][] {
  const days = new Map<number, 'free' | 'workday'>([...holidays(2026), ...holidays(2027)]);
  const shifts = lines.flatMap((line) => (line.kind === 'cover' ? [] : [{ line, on: minutesOn(line, days, from, to) }]));
  const walked: string[][] = [];
  for (let at = from; at < to; at += 60_000) {
    let people = shifts.flatMap(({ on }) => on.get(at) ?? []);
    for (const line of lines)
      if (line.kind === 'cover' && line.from <= at && at < line.to)
        people = line.for === null ? [line.person] : people.map((person) => (person === line.for ? line.person : person));
    walked.push([...new Set(people)]);
  }
  return walked;
}

function minutesOn(
  line: Exclude<RosterLine, { kind: 'cover' }>,
  holidays: Map<number, 'free' | 'workday'>,
  from: number,
  to: number,
): Map<number, string[]> {
  const wall = wallOf(line.zone, from, to);
  const begins = new Map<string, number>();
  for (const [index, { day }] of wall.entries()) if (!begins.has(day)) begins.set(day, index);
  const first = Math.min(...line.hours.flatMap(({ days }) => days));
  const on = new Map<number, string[]>();
  for (const [day, index] of begins) {
    const number = Date.parse(`${day}T00:00:00Z`) / 86_400_000;
    const kind = line.holidays === 'kept' ? holidays.get(number) : undefined;
    if (kind === 'free') continue;
    const weekday = DateTime.fromISO(day, { zone: 'utc' }).weekday;
    let hours = line.hours.filter(({ days }) => days.includes(weekday));
    if (hours.length === 0 && kind === 'workday') hours = line.hours.filter(({ days }) => days.includes(first));
    for (const { from: begin, to: end } of hours) {
      const over = minutesIn(end) <= minutesIn(begin);
      const start = reach(wall, index, day, minutesIn(begin));
      const stop = over
        ? reach(wall, index, DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }).toISODate()!, minutesIn(end))
        : reach(wall, index, day, minutesIn(end));
      for (const { at } of wall.slice(start, stop)) on.set(at, line.kind === 'shift' ? line.people : []);
    }
  }
  if (line.kind === 'rotation') giveTurns(line, wall, on);
  return on;
}

/** Walks through the weeks and changes the name when the clock shows the handover. */
function giveTurns(line: Extract<RosterLine, { kind: 'rotation' }>, wall: Minute[], on: Map<number, string[]>): void {
  const handover = minutesIn(line.handover.time);
  let turn: number | undefined;
  const done = new Set<string>();
  for (const { at, day, minutes } of wall) {
    const number = Date.parse(`${day}T00:00:00Z`) / 86_400_000;
    const isDay = DateTime.fromISO(day, { zone: 'utc' }).weekday === line.handover.weekday;
    if (isDay && minutes >= handover && !done.has(day)) {
      done.add(day);
      turn = (number - line.firstDay) / 7;
    }
    if (turn === undefined || !on.has(at)) continue;
    const { people } = line;
    on.set(at, [people[((turn % people.length) + people.length) % people.length]!]);
  }
}

/** Index of the first minute, from the day's beginning on, that shows this time of this day or a later one. */
function reach(wall: Minute[], from: number, day: string, minutes: number): number {
  for (let index = from; index < wall.length; index++) {
    const minute = wall[index]!;
    if (minute.day > day || (minute.day === day && minute.minutes >= minutes)) return index;
  }
  return wall.length;
}

const walls = new Map<string, Minute[]>();

/** From nine days before the first minute, so that the handover before it is seen as well. Looked at once, asked often. */
function wallOf(zone: string, from: number, to: number): Minute[] {
  const key = `${zone} ${from} ${to}`;
  const known = walls.get(key);
  if (known) return known;
  const wall: Minute[] = [];
  for (let at = from - 9 * 86_400_000; at < to + 2 * 86_400_000; at += 60_000) wall.push(minuteOf(at, zone));
  walls.set(key, wall);
  return wall;
}

function minuteOf(at: number, zone: string): Minute {
  const local = DateTime.fromMillis(at, { zone });
  return { at, day: local.toISODate()!, minutes: local.hour * 60 + local.minute };
}

const minutesIn = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
