import { changeAlerts } from '../notify/change-alerts.ts';
import { GengfuError } from '../errors.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { wordTable } from '../word-table.ts';

const words = wordTable<'on' | 'off'>({ on: 'on', off: 'off', 开: 'on', 关: 'off', 打开: 'on', 关闭: 'off' });

/** Whether this group hears of stores that have no group of their own. */
export const alerts = defineCommand({
  spec: {
    name: 'alerts',
    zh: ['提醒'],
    params: [{ name: 'state', kind: 'word', label: { zh: '开 或 关', en: 'on or off' } }],
    example: { zh: '/提醒 开', en: '/alerts on' },
  },
  about: 'help.alerts',
  least: 'supervisor',
  async run(desk, { state: typed }, { by, chat }) {
    const state = words[typed.toLowerCase()];
    const texts = textsOf(desk);
    if (!state) throw new GengfuError('unknown_choice', { typed, choices: texts('choice.on_off') });
    await changeAlerts(desk, { chat, state, by });
    return { text: texts(`say.alerts_${state}`) };
  },
});
