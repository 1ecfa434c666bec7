import { explainTicket } from '../alerts/explain-ticket.ts';
import { defineCommand } from './command.ts';

export const why = defineCommand({
  spec: {
    name: 'why',
    zh: ['为什么'],
    params: [{ name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket number' } }],
    example: { zh: '/为什么 1042', en: '/why 1042' },
  },
  about: 'help.why',
  least: 'viewer',
  run: async (desk, { ticket }) => ({ text: await explainTicket(desk, ticket) }),
});
