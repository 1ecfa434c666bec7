import { findTicket } from '../tickets/find-ticket.ts';
import { defineCommand } from './command.ts';

export const show = defineCommand({
  spec: {
    name: 'show',
    zh: ['查看'],
    params: [{ name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket number' } }],
    example: { zh: '/查看 1042', en: '/show 1042' },
  },
  about: 'help.show',
  least: 'viewer',
  async run(desk, { ticket }) {
    await findTicket(desk.db.read, ticket);
    return { card: ticket };
  },
});
