import { textsOf } from '../texts/desk-texts.ts';
import { mergeTickets } from '../tickets/merge-tickets.ts';
import { defineCommand } from './command.ts';

export const merge = defineCommand({
  spec: {
    name: 'merge',
    zh: ['合并'],
    params: [
      { name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket number' } },
      { name: 'into', kind: 'ticket', label: { zh: '并入的单号', en: 'ticket to merge into' }, lead: ['到', '并入', 'into'] },
    ],
    example: { zh: '/合并 1043 1042', en: '/merge 1043 into 1042' },
  },
  about: 'help.merge',
  least: 'agent',
  async run(desk, { ticket, into }, { by }) {
    await mergeTickets(desk, { ticket, into, by });
    return { text: textsOf(desk)('toast.merge', { ticket, into }) };
  },
});
