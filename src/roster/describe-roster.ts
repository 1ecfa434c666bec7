import { DateTime } from 'luxon';
import { formatHours } from '../clocks/format-hours.ts';
import type { Desk } from '../desk.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { Texts } from '../texts/texts.ts';
import { dutySpans } from './roster.ts';
import type { Entry } from './roster-book.ts';
import type { RosterLine } from './roster-line.ts';

const weekMs = 7 * 86_400_000;

/** Names of everybody on the roster, by person id. */
async function readNames(desk: Desk): Promise<(id: string) => string> {
  const people = await desk.db.read.person.findMany({ select: { id: true, name: true } });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

const list = (texts: Texts): string => (texts.language === 'zh' ? '、' : ', ');

/** Who is on duty now and who comes next: `王磊、林悦(到 周六 02:00),之后 陈晨`. */
export async function describeDuty(desk: Desk): Promise<string> {
  const texts = textsOf(desk);
  if (!desk.roster.isKept()) return texts('duty.no_roster');
  const nameOf = await readNames(desk);
  const now = desk.clock.now();
  const [current, ...later] = dutySpans(desk.roster.roster(), now, now + weekMs);
  const names = (people: readonly string[]): string => people.map(nameOf).join(list(texts));
  const next = later.find(({ people }) => people.length > 0);
  const until = later[0] ? dayAndTime(desk, later[0].from) : undefined;
  const who = current && current.people.length > 0 ? names(current.people) : texts('duty.nobody');
  const first = until ? texts('duty.now_until', { who, until }) : texts('duty.now', { who });
  return next ? `${first}\n${texts('duty.next', { who: names(next.people), from: dayAndTime(desk, next.from) })}` : first;
}

/** A stretch of the roster as a list, the empty times left out. */
export async function describeSpans(desk: Desk, from: number, to: number): Promise<string[]> {
  const texts = textsOf(desk);
  const nameOf = await readNames(desk);
  return dutySpans(desk.roster.roster(), from, to)
    .filter(({ people }) => people.length > 0)
    .map((span) =>
      texts('duty.span', {
        from: dayAndTime(desk, span.from),
        to: dayAndTime(desk, span.to),
        who: span.people.map(nameOf).join(list(texts)),
      }),
    );
}

/** The lines the roster is made of, with the numbers to remove them by; covers that are over are left out. */
export async function describeLines(desk: Desk): Promise<string[]> {
  const now = desk.clock.now();
  const lines = desk.roster.entries().filter(({ line }) => line.kind !== 'cover' || line.to > now);
  return Promise.all(lines.map((entry) => describeLine(desk, entry)));
}

export async function describeLine(desk: Desk, { number, line, pendingFor }: Entry): Promise<string> {
  const texts = textsOf(desk);
  const nameOf = await readNames(desk);
  const words = lineWords(desk, line, nameOf);
  return pendingFor === null
    ? texts('duty.line', { number, words })
    : texts('duty.line_pending', { number, words, who: nameOf(pendingFor) });
}

function lineWords(desk: Desk, line: RosterLine, nameOf: (id: string) => string): string {
  const texts = textsOf(desk);
  if (line.kind === 'cover') {
    const values = { who: nameOf(line.person), from: dayAndTime(desk, line.from), to: dayAndTime(desk, line.to) };
    return line.for === null ? texts('duty.cover', values) : texts('duty.swap', { ...values, for: nameOf(line.for) });
  }
  const who = line.people.map(nameOf).join(line.kind === 'rotation' ? ' → ' : list(texts));
  const hours = [
    formatHours(line.hours, texts.language),
    ...(line.zone === desk.settings.get('zone') ? [] : [line.zone]),
    ...(line.holidays === 'kept' ? [texts('duty.holidays_kept')] : []),
  ].join(' · ');
  if (line.kind === 'shift') return texts('duty.shift', { who, hours });
  return texts('duty.rotation', { who, hours, handover: `${weekdayName(line.handover.weekday, texts)} ${line.handover.time}` });
}

const localeOf = (texts: Texts): string => (texts.language === 'zh' ? 'zh-CN' : 'en-GB');

const weekdayName = (weekday: number, texts: Texts): string =>
  // 2026-11-23 was a Monday.
  DateTime.utc(2026, 11, 22 + weekday)
    .setLocale(localeOf(texts))
    .toFormat('ccc');

/** `周五 11-27 18:00`, in the team's zone. */
export function dayAndTime(desk: Desk, at: number): string {
  const texts = textsOf(desk);
  return DateTime.fromMillis(at, { zone: desk.settings.get('zone') })
    .setLocale(localeOf(texts))
    .toFormat('ccc MM-dd HH:mm');
}
