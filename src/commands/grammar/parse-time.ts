import { DateTime } from 'luxon';
import { fold } from './match-prefix.ts';
import { parseDuration } from './parse-duration.ts';
import { readPartOfDay, readSpokenClock } from './read-spoken-clock.ts';
import { readSpokenDay } from './read-spoken-day.ts';
import { type SpokenTime, type TimeContext, resolveSpokenTime } from './resolve-spoken-time.ts';

/**
 * A moment as people say it: `明早9点`, `下周一`, `周五 18:00`, `半小时后`, `30m`, `tomorrow 9am`, `11-25 14:00`, ISO 8601.
 *
 * What lies behind rolls forward where the words allow it: a bare time to tomorrow, a weekday to next week, a date
 * without a year to next year. `今天9点` or a full date that is over is null, since the person meant a moment that is gone.
 * @returns an instant in milliseconds, later than `now`; null when the text says no such moment.
 */
export function parseTime(text: string, { now, zone }: TimeContext): number | null {
  const said = withoutFiller(text);
  if (said === '') return null;
  const instant = readIso(said, zone) ?? readRelative(said, now) ?? readSpoken(said, { now, zone });
  return instant !== null && instant > now ? instant : null;
}

function withoutFiller(text: string): string {
  return (
    fold(text)
      .replace(/\s+/gu, ' ')
      // 明天 下午 3 点半: gaps around Chinese characters mean nothing.
      .replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '')
      .trim()
      .replace(/^(?:等到|到|等|在|于|on |by |until )/u, '')
      .replace(/ ?(?:吧|左右|再说|再看|再提醒我?|提醒我?|之前|以前)[。.!]?$/u, '')
      .trim()
  );
}

function readIso(said: string, zone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}t/u.test(said)) return null;
  const moment = DateTime.fromISO(said.toUpperCase(), { zone });
  return moment.isValid ? moment.toMillis() : null;
}

function readRelative(said: string, now: number): number | null {
  const length = said.replace(/^(?:in|after|过) ?/u, '').replace(/ ?(?:之后|以后|后|後|later|from now)$/u, '');
  const duration = parseDuration(length);
  return duration === null ? null : now + duration;
}

function readSpoken(said: string, context: TimeContext): number | null {
  const spoken = readWords(said);
  return spoken === null ? null : resolveSpokenTime(spoken, context);
}

/** Day, part of day and clock in whatever order they come, each at most once, nothing left over. */
function readWords(said: string): SpokenTime | null {
  const spoken: SpokenTime = {};
  let left = said;
  while (left !== '') {
    const day = spoken.day === undefined ? readSpokenDay(left) : null;
    const part = day === null && spoken.part === undefined ? readPartOfDay(left) : null;
    const clock = day === null && part === null && spoken.clock === undefined ? readSpokenClock(left) : null;
    if (day !== null) spoken.day = day.day;
    else if (part !== null) spoken.part = part.part;
    else if (clock !== null) spoken.clock = clock.clock;
    else return null;
    left = left.slice((day ?? part ?? clock)?.length ?? 0).replace(/^(?:[ ,的]|on )+/u, '');
  }
  return spoken;
}
