import { textsOf } from '../texts/desk-texts.ts';
import { noteTicket } from '../tickets/note-ticket.ts';
import { defineCommand } from './command.ts';

export const note = defineCommand({
  spec: {
    name: 'note',
    zh: ['备注'],
    params: [
      { name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket number' } },
      { name: 'text', kind: 'rest', label: { zh: '备注内容', en: 'text of the note' } },
    ],
    example: { zh: '/备注 1042 已联系仓库,明天补发', en: '/note 1042 Warehouse ships a new one tomorrow' },
  },
  about: 'help.note',
  least: 'agent',
  async run(desk, { ticket, text }, { by, eventKey }) {
    await noteTicket(desk, { ticket, by, text, requestKey: eventKey });
    return { text: textsOf(desk)('toast.note') };
  },
});
