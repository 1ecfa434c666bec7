import { textsOf } from '../texts/desk-texts.ts';
import { reopenTicket } from '../tickets/reopen-ticket.ts';
import { defineCommand } from './command.ts';

export const reopen = defineCommand({
  spec: {
    name: 'reopen',
    zh: ['打开', '重新打开'],
    params: [{ name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket number' } }],
    example: { zh: '/打开 1042', en: '/reopen 1042' },
  },
  about: 'help.reopen',
  least: 'agent',
  async run(desk, { ticket }, { by }) {
    await reopenTicket(desk, { ticket, by });
    return { text: textsOf(desk)('toast.reopen', { ticket }) };
  },
});
