import { textsOf } from '../texts/desk-texts.ts';
import { snoozeTicket } from '../tickets/snooze-ticket.ts';
import { defineCommand } from './command.ts';

export const snooze = defineCommand({
  spec: {
    name: 'snooze',
    zh: ['稍后'],
    aliases: ['later'],
    params: [
      { name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket number' } },
      { name: 'until', kind: 'time', label: { zh: '时间', en: 'time' }, lead: ['到', 'until'] },
    ],
    example: { zh: '/稍后 1042 明早9点', en: '/snooze 1042 tomorrow 9am' },
  },
  about: 'help.snooze',
  least: 'agent',
  async run(desk, { ticket, until }, { by }) {
    await snoozeTicket(desk, { ticket, by, until });
    const texts = textsOf(desk);
    return { text: texts('toast.snooze', { until: texts.time(until, desk.clock.now()) }) };
  },
});
