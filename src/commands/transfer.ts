import { textsOf } from '../texts/desk-texts.ts';
import { transferTicket } from '../tickets/transfer-ticket.ts';
import { defineCommand } from './command.ts';
import { personMeant } from './person-meant.ts';

export const transfer = defineCommand({
  spec: {
    name: 'transfer',
    zh: ['转交', '转给'],
    aliases: ['assign'],
    params: [
      { name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket number' } },
      { name: 'to', kind: 'person', label: { zh: '同事', en: 'colleague' }, lead: ['给', 'to'] },
    ],
    example: { zh: '/转交 1042 @陈晨', en: '/transfer 1042 @Chen' },
  },
  about: 'help.transfer',
  least: 'agent',
  async run(desk, { ticket, to }, { by, account, chat }) {
    const place = { messenger: account.messenger, chat: chat.externalId };
    await transferTicket(desk, { ticket, by, to: await personMeant(desk, place, to.name, to.id) });
    return { text: textsOf(desk)('toast.transfer', { ticket }) };
  },
});
