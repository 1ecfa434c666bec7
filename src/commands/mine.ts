import { textsOf } from '../texts/desk-texts.ts';
import { describeTickets } from './describe-tickets.ts';
import { defineCommand } from './command.ts';

export const mine = defineCommand({
  spec: { name: 'mine', zh: ['我的'], params: [], example: { zh: '/我的', en: '/mine' } },
  about: 'help.mine',
  least: 'viewer',
  async run(desk, _args, { by }) {
    const texts = textsOf(desk);
    const { ours, theirs, lines } = await describeTickets(desk, { ownerId: by.id });
    const title = texts('say.mine_title', { name: by.name, ours, theirs });
    return { text: lines.length === 0 ? texts('say.no_tickets') : [title, ...lines].join('\n') };
  },
});
