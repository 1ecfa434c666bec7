import { IANAZone } from 'luxon';
import type { WeeklyHours } from '../clocks/calendar-definition.ts';
import { parseHours } from '../clocks/parse-hours.ts';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { textsOf } from '../texts/desk-texts.ts';

/** Hours of a shift as they were typed, with their zone and what becomes of free days. */
export interface ShiftHours {
  hours: WeeklyHours[];
  zone: string;
  holidays: 'kept' | 'worked';
}

/**
 * `周一至周五 18:00-02:00 时区 Europe/Berlin 节假日照常`. Without a word about holidays, hours on all seven days are worked
 * through them and others keep them, as office hours do. Without hours: round the clock.
 * @throws GengfuError bad_shift
 */
export function readShiftHours(desk: Desk, text: string): ShiftHours {
  const zonePattern = /(?:时区|zone)\s*[=:：]?\s*(?<zone>[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*)/iu;
  const holidayPattern = /(?:节假日|假日|holidays?)\s*(?:(?<on>照常|上班|on|worked)|(?<off>休息|除外|off|kept))/iu;
  const zone = zonePattern.exec(text)?.groups?.zone ?? desk.settings.get('zone');
  const said = holidayPattern.exec(text)?.groups;
  const typed = text.replace(zonePattern, ' ').replace(holidayPattern, ' ').trim();
  const example = textsOf(desk)('duty.hours_example');
  if (!IANAZone.isValidZone(zone)) throw new GengfuError('bad_shift', { example });
  try {
    const hours = parseHours(typed === '' ? '24x7' : typed);
    const everyDay = new Set(hours.flatMap(({ days }) => days)).size === 7;
    return { hours, zone, holidays: said?.on ? 'worked' : said?.off ? 'kept' : everyDay ? 'worked' : 'kept' };
  } catch (cause) {
    throw new GengfuError('bad_shift', { example }, { cause });
  }
}
