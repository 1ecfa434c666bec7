import { textsOf } from '../texts/desk-texts.ts';
import { describeTickets } from './describe-tickets.ts';
import { defineCommand } from './command.ts';

export const list = defineCommand({
  spec: { name: 'list', zh: ['列表', '待办'], aliases: ['ls'], params: [], example: { zh: '/列表', en: '/list' } },
  about: 'help.list',
  least: 'viewer',
  async run(desk) {
    const texts = textsOf(desk);
    const { ours, theirs, lines } = await describeTickets(desk, {});
    return {
      text: lines.length === 0 ? texts('say.no_tickets') : [texts('say.list_title', { ours, theirs }), ...lines].join('\n'),
    };
  },
});
