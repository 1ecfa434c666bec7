import { textsOf } from '../texts/desk-texts.ts';
import { unclaimTicket } from '../tickets/unclaim-ticket.ts';
import { defineCommand } from './command.ts';

export const unclaim = defineCommand({
  spec: {
    name: 'unclaim',
    zh: ['放回', '取消认领'],
    aliases: ['release'],
    params: [{ name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket number' } }],
    example: { zh: '/放回 1042', en: '/unclaim 1042' },
  },
  about: 'help.unclaim',
  least: 'agent',
  async run(desk, { ticket }, { by }) {
    await unclaimTicket(desk, { ticket, by });
    return { text: textsOf(desk)('toast.unclaim', { ticket }) };
  },
});
