import { formatHours } from '../clocks/format-hours.ts';
import { HOURS_EXAMPLE, parseHours } from '../clocks/parse-hours.ts';
import { changeSetting } from '../change-setting.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

export const hours = defineCommand({
  spec: {
    name: 'hours',
    zh: ['营业时间', '时间'],
    params: [{ name: 'hours', kind: 'rest', label: { zh: '营业时间', en: 'hours' }, optional: true }],
    example: { zh: '/营业时间 周一至周五 9:00-18:00', en: '/hours Mon-Fri 09:00-18:00' },
  },
  about: 'help.hours',
  least: 'viewer',
  async run(desk, { hours: typed }, { by }) {
    const texts = textsOf(desk);
    if (typed?.trim()) {
      requireRole(by, 'supervisor');
      try {
        parseHours(typed);
      } catch (cause) {
        throw new GengfuError('bad_hours', { example: HOURS_EXAMPLE[texts.language] }, { cause });
      }
      await changeSetting(desk, { key: 'hours', value: typed.trim(), by });
    }
    const holidays = desk.settings.get('holidays');
    return {
      text: texts('say.hours', {
        hours: formatHours(parseHours(desk.settings.get('hours')), texts.language),
        zone: desk.settings.get('zone'),
        holidays: holidays ? ` · ${holidays.toUpperCase()}` : '',
      }),
    };
  },
});
