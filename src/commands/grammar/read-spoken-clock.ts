import { numberPattern, readNumber } from './chinese-number.ts';

/** A time of day as it was said. Hours of 24 and more lie after midnight (`晚上12点`). */
export interface SpokenClock {
  hour: number;
  minute: number;
  /** `03:00` is meant literally, `3点` is in the afternoon unless somebody says otherwise. */
  literal: boolean;
}

export type PartOfDay = 'small_hours' | 'morning' | 'noon' | 'afternoon' | 'evening';

type Groups = Record<string, string | undefined>;

const clockPatterns: readonly RegExp[] = [
  new RegExp(
    `^(?<hour>${numberPattern})(?:点钟?|點鐘?|时(?!间)|時(?!間))(?:(?<half>半)|(?<quarters>[一三1３3])刻|(?<minute>${numberPattern})分?)?`,
    'u',
  ),
  /^(?:at )?(?<hour>\d{1,2}):(?<minute>\d{2})(?::\d{2})?(?: ?(?<meridiem>[ap])\.?m\b\.?)?(?![\d:])/u,
  /^(?:at )?(?<hour>\d{1,2}) ?(?<meridiem>[ap])\.?m\b\.?/u,
  /^(?:at )?(?<hour>\d{1,2}) ?o'?clock/u,
  /^at (?<hour>\d{1,2})(?![\d:-])/u,
];

/** Reads `9点`, `下午3点半` without the part of day, `18:00`, `9am`, `at 9` from the beginning of folded text. */
export function readSpokenClock(text: string): { clock: SpokenClock; length: number } | null {
  for (const pattern of clockPatterns) {
    const match = pattern.exec(text);
    const clock = match === null ? null : toClock(match.groups ?? {}, match[0].includes(':'));
    if (match !== null && clock !== null) return { clock, length: match[0].length };
  }
  const word = /^(?:at )?(?<word>noon|midnight)(?!\p{L})/u.exec(text);
  if (word === null) return null;
  return { clock: { hour: word.groups?.['word'] === 'noon' ? 12 : 24, minute: 0, literal: true }, length: word[0].length };
}

function toClock(groups: Groups, colon: boolean): SpokenClock | null {
  const said = readNumber(groups['hour'] ?? '');
  const minute = minuteOf(groups);
  if (said === null || minute === null || said > 24 || minute > 59 || !Number.isInteger(said + minute)) return null;
  const { meridiem } = groups;
  if (meridiem === undefined) return { hour: said, minute, literal: colon };
  if (said > 12) return null;
  return { hour: (said % 12) + (meridiem === 'p' ? 12 : 0), minute, literal: true };
}

function minuteOf({ half, quarters, minute }: Groups): number | null {
  if (half !== undefined) return 30;
  if (quarters !== undefined) return '一1'.includes(quarters) ? 15 : 45;
  return minute === undefined ? 0 : readNumber(minute);
}

const parts: readonly (readonly [RegExp, PartOfDay])[] = [
  [/^(?:凌晨)/u, 'small_hours'],
  [/^(?:清晨|清早|一早|早上|早晨|早间|早|晨|上午|in the morning|morning)/u, 'morning'],
  [/^(?:中午|正午)/u, 'noon'],
  [/^(?:下午|午后|in the afternoon|afternoon)/u, 'afternoon'],
  [/^(?:傍晚|晚上|晚间|晚|夜里|夜间|夜|半夜|tonight|in the evening|evening|night)/u, 'evening'],
];

export function readPartOfDay(text: string): { part: PartOfDay; length: number } | null {
  for (const [pattern, part] of parts) {
    const match = pattern.exec(text);
    if (match !== null) return { part, length: match[0].length };
  }
  return null;
}

/** When only a part of the day was said; without even that the working day begins at nine. */
const customaryHour: Readonly<Record<PartOfDay, number>> = { small_hours: 1, morning: 9, noon: 12, afternoon: 14, evening: 20 };

/** The time of day both words together mean, on the day that was named. */
export function clockOf(clock: SpokenClock | undefined, part: PartOfDay | undefined): { hour: number; minute: number } {
  if (clock === undefined) return { hour: part === undefined ? 9 : customaryHour[part], minute: 0 };
  return { hour: hourIn(part, clock), minute: clock.minute };
}

function hourIn(part: PartOfDay | undefined, { hour, literal }: SpokenClock): number {
  switch (part) {
    case 'small_hours':
      return hour % 12;
    case 'morning':
      return hour;
    case 'noon':
      return hour <= 3 ? hour + 12 : hour;
    case 'afternoon':
      return hour < 12 ? hour + 12 : hour;
    case 'evening':
      // 晚上1点 is already the next date.
      if (hour <= 4) return hour + 24;
      return hour <= 12 ? hour + 12 : hour;
    case undefined:
      // Nobody asks to be reminded at three in the night without saying so.
      return !literal && hour >= 1 && hour <= 6 ? hour + 12 : hour;
  }
}
