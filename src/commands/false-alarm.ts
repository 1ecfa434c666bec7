import { textsOf } from '../texts/desk-texts.ts';
import { closeTicket } from '../tickets/close-ticket.ts';
import { defineCommand } from './command.ts';

export const falseAlarm = defineCommand({
  spec: {
    name: 'false',
    zh: ['误报'],
    aliases: ['false alarm'],
    params: [{ name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket number' } }],
    example: { zh: '/误报 1042', en: '/false 1042' },
  },
  about: 'help.false',
  least: 'agent',
  async run(desk, { ticket }, { by }) {
    await closeTicket(desk, { ticket, by, resolution: 'false_alarm' });
    return { text: textsOf(desk)('toast.false_alarm') };
  },
});
