import { DateTime } from 'luxon';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { addRosterLine } from '../roster/add-roster-line.ts';
import { describeLine } from '../roster/describe-roster.ts';
import { handoverDay } from '../roster/shift-times.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { parseTime } from './grammar/parse-time.ts';
import { readPeople } from './read-people.ts';
import { readShiftHours } from './read-shift-hours.ts';

/** A week each, one after another; the first who is named begins at once. */
export const rosterRotate = defineCommand({
  spec: {
    name: 'roster rotate',
    zh: ['值班 轮换', '值班 轮班'],
    params: [
      { name: 'rotation', kind: 'rest', label: { zh: '交班时间和轮到的人', en: 'handover and the people who take turns' } },
    ],
    example: { zh: '/值班 轮换 周一 09:00 @林悦 @王磊 @陈晨', en: '/roster rotate Mon 09:00 @Lin @Wang @Chen' },
  },
  about: 'help.roster_rotate',
  least: 'supervisor',
  async run(desk, { rotation }, spoken) {
    const texts = textsOf(desk);
    const start = rotation.search(/[@＠]/u);
    const { people, rest } = await readPeople(desk, spoken, start === -1 ? '' : rotation.slice(start));
    if (people.length < 2) throw new GengfuError('bad_rotation', { example: texts('duty.rotation_example') });
    const times = readShiftHours(desk, rest);
    const handover = readHandover(desk, rotation.slice(0, start), times.zone);
    const firstDay = handoverDay({ zone: times.zone, handover }, desk.clock.now());
    const line = { kind: 'rotation' as const, people, ...times, handover, firstDay };
    const entry = await addRosterLine(desk, { line, by: spoken.by });
    return { text: texts('duty.added', { line: await describeLine(desk, entry) }) };
  },
});

function readHandover(desk: Desk, typed: string, zone: string): { weekday: number; time: string } {
  const at = parseTime(typed, { now: desk.clock.now(), zone });
  if (at === null) throw new GengfuError('bad_rotation', { example: textsOf(desk)('duty.rotation_example') });
  const local = DateTime.fromMillis(at, { zone });
  return { weekday: local.weekday, time: local.toFormat('HH:mm') };
}
