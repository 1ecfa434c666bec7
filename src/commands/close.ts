import { textsOf } from '../texts/desk-texts.ts';
import { closeTicket, resolutions } from '../tickets/close-ticket.ts';
import { defineCommand } from './command.ts';

export const close = defineCommand({
  spec: {
    name: 'close',
    zh: ['关闭', '结单'],
    aliases: ['done'],
    params: [
      { name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket number' } },
      { name: 'resolution', kind: 'rest', label: { zh: '处理结果', en: 'resolution' }, optional: true },
    ],
    example: { zh: '/关闭 1042 已退款', en: '/close 1042 refunded' },
  },
  about: 'help.close',
  least: 'agent',
  async run(desk, { ticket, resolution = '' }, { by }) {
    const texts = textsOf(desk);
    const typed = resolution.trim().toLowerCase();
    const known = resolutions.find((name) => name === typed || texts(`resolution.${name}`).toLowerCase() === typed);
    await closeTicket(desk, { ticket, by, resolution: known ?? (typed ? 'other' : 'answered') });
    return { text: texts('toast.close', { ticket }) };
  },
});
