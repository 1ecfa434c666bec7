import { GengfuError } from '../errors.ts';
import { addRosterLine } from '../roster/add-roster-line.ts';
import { describeLine } from '../roster/describe-roster.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { readPeople } from './read-people.ts';
import { readShiftHours } from './read-shift-hours.ts';

export const rosterAdd = defineCommand({
  spec: {
    name: 'roster add',
    zh: ['值班 添加', '值班 新增'],
    params: [{ name: 'shift', kind: 'rest', label: { zh: '谁、哪几天、几点到几点', en: 'who, which days, which hours' } }],
    example: { zh: '/值班 添加 @王磊 周一至周五 18:00-02:00', en: '/roster add @Wang Mon-Fri 18:00-02:00' },
  },
  about: 'help.roster_add',
  least: 'supervisor',
  async run(desk, { shift }, spoken) {
    const texts = textsOf(desk);
    const { people, rest } = await readPeople(desk, spoken, shift);
    if (people.length === 0 || rest.trim() === '') throw new GengfuError('bad_shift', { example: texts('duty.hours_example') });
    const line = { kind: 'shift' as const, people, ...readShiftHours(desk, rest) };
    const entry = await addRosterLine(desk, { line, by: spoken.by });
    return { text: texts('duty.added', { line: await describeLine(desk, entry) }) };
  },
});
