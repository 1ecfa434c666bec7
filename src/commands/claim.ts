import { textsOf } from '../texts/desk-texts.ts';
import { claimTicket } from '../tickets/claim-ticket.ts';
import { defineCommand } from './command.ts';

export const claim = defineCommand({
  spec: {
    name: 'claim',
    zh: ['认领', '领取'],
    aliases: ['take'],
    params: [{ name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket number' } }],
    example: { zh: '/认领 1042', en: '/claim 1042' },
  },
  about: 'help.claim',
  least: 'agent',
  async run(desk, { ticket }, { by }) {
    await claimTicket(desk, { ticket, by });
    return { text: textsOf(desk)('toast.claim', { ticket }) };
  },
});
