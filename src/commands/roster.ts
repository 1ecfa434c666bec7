import { GengfuError } from '../errors.ts';
import { describeDuty, describeLines, describeSpans } from '../roster/describe-roster.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { readDays } from './read-days.ts';

const weekMs = 7 * 86_400_000;

/** Who is on duty now and next, and the week as a list; with a day, that day. */
export const roster = defineCommand({
  spec: {
    name: 'roster',
    zh: ['值班 表', '值班'],
    aliases: ['duty'],
    params: [{ name: 'day', kind: 'rest', label: { zh: '哪一天', en: 'day' }, optional: true }],
    example: { zh: '/值班 今天', en: '/roster today' },
  },
  about: 'help.roster',
  least: 'viewer',
  async run(desk, { day = '' }) {
    const texts = textsOf(desk);
    const now = desk.clock.now();
    if (!desk.roster.isKept() && desk.roster.entries().length === 0) return { text: texts('duty.no_roster') };
    if (day.trim()) {
      const days = readDays(day, { now, zone: desk.settings.get('zone') });
      if (!days) throw new GengfuError('unreadable_time', { typed: day.trim().slice(0, 40) });
      return { text: (await describeSpans(desk, days.from, days.to)).join('\n') || texts('duty.nobody') };
    }
    const [duty, week, lines] = [
      await describeDuty(desk),
      await describeSpans(desk, now, now + weekMs),
      await describeLines(desk),
    ];
    return { text: [duty, '', texts('duty.week_title'), ...week, '', texts('duty.lines_title'), ...lines].join('\n') };
  },
});
