import type { HolidaysOfYear } from '../clocks/holidays.ts';
import { DAY_MS } from '../clocks/local-day.ts';
import { wallTimeAt } from '../clocks/wall-time.ts';
import type { RosterLine } from './roster-line.ts';
import { handoverAt, isWithin, stretchesOn, turnAt } from './shift-times.ts';

/** Lines in the order they were added: who stands in an earlier one is called first. */
export interface Roster {
  lines: readonly RosterLine[];
  /** Free days of the team's country. */
  holidays: HolidaysOfYear;
}

/** Who is on duty at an instant, first to be called first; nobody twice. Pure. */
export function onDuty({ lines, holidays }: Roster, at: number): string[] {
  let people: string[] = [];
  for (const line of lines) {
    if (line.kind === 'cover' || !isWithin(line, at, holidays)) continue;
    people.push(...(line.kind === 'shift' ? line.people : [turnAt(line, at)]));
  }
  for (const line of lines) {
    if (line.kind !== 'cover' || at < line.from || at >= line.to) continue;
    people = line.for === null ? [line.person] : people.map((person) => (person === line.for ? line.person : person));
  }
  return [...new Set(people)];
}

/** A stretch of time in which the same people are on duty. */
export interface DutySpan {
  from: number;
  to: number;
  people: string[];
}

/** A week of a roster has some dozen changes; more than a year is nobody's question. */
const longestMs = 400 * DAY_MS;

/** Who is on duty from one instant to another, as stretches without gaps; `people` may be empty. */
export function dutySpans(roster: Roster, from: number, to: number): DutySpan[] {
  const until = Math.min(to, from + longestMs);
  const spans: DutySpan[] = [];
  const changes = changesBetween(roster, from, until);
  for (const [index, start] of changes.entries()) {
    const people = onDuty(roster, start);
    const end = changes[index + 1] ?? until;
    const last = spans.at(-1);
    if (last && last.people.join() === people.join()) last.to = end;
    else if (end > start) spans.push({ from: start, to: end, people });
  }
  return spans;
}

/** Instants at which somebody may come or go, `from` first. */
function changesBetween({ lines, holidays }: Roster, from: number, to: number): number[] {
  const instants = new Set<number>([from]);
  const add = (at: number): void => void (at > from && at < to && instants.add(at));
  for (const line of lines) {
    if (line.kind === 'cover') {
      add(line.from);
      add(line.to);
      continue;
    }
    const last = wallTimeAt(line.zone, to).day;
    for (let day = wallTimeAt(line.zone, from).day - 1; day <= last; day++) {
      for (const stretch of stretchesOn(line, day, holidays)) {
        add(stretch.from);
        add(stretch.to);
      }
      if (line.kind === 'rotation' && (day - line.firstDay) % 7 === 0) add(handoverAt(line, day));
    }
  }
  return [...instants].sort((a, b) => a - b);
}

/** Until when a person who is on duty at an instant stays on; null when they are not on. */
export function dutyEnd(roster: Roster, person: string, at: number, horizonMs: number): number | null {
  const spans = dutySpans(roster, at, at + horizonMs);
  if (!spans[0]?.people.includes(person)) return null;
  return spans.find(({ people }) => !people.includes(person))?.from ?? null;
}

/** A person's own stretch around an instant, or else the first of theirs that begins before `until`; null when there is none. */
export function ownStretch(roster: Roster, person: string, at: number, until: number): { from: number; to: number } | null {
  const around = 2 * DAY_MS;
  const spans = dutySpans(roster, at - around, until + around).filter(({ people }) => people.includes(person));
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of spans) {
    const last = joined.at(-1);
    if (last?.to === from) last.to = to;
    else joined.push({ from, to });
  }
  return joined.find(({ from, to }) => from <= at && at < to) ?? joined.find(({ from }) => from >= at && from < until) ?? null;
}
