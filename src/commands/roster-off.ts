import { removeRosterLine } from '../roster/remove-roster-line.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

export const rosterOff = defineCommand({
  spec: {
    name: 'roster off',
    zh: ['值班 删除', '值班 取消'],
    aliases: ['roster remove'],
    params: [{ name: 'number', kind: 'number', label: { zh: '值班表里的编号', en: 'number in the roster' } }],
    example: { zh: '/值班 删除 3', en: '/roster off 3' },
  },
  about: 'help.roster_off',
  least: 'supervisor',
  async run(desk, { number }, { by }) {
    await removeRosterLine(desk, { number, by });
    return { text: textsOf(desk)('duty.removed', { number }) };
  },
});
