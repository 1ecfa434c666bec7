import { changeSetting } from '../change-setting.ts';
import { formatDuration, parseDuration } from '../clocks/parse-duration.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** How long a ticket may lie with somebody without anything happening, in the team's hours. */
export const hold = defineCommand({
  spec: {
    name: 'hold',
    zh: ['认领时限'],
    params: [{ name: 'limit', kind: 'rest', label: { zh: '时长,或 关', en: 'a time, or off' }, optional: true }],
    example: { zh: '/认领时限 60分钟', en: '/hold 60m' },
  },
  about: 'help.hold',
  least: 'viewer',
  async run(desk, { limit = '' }, { by }) {
    const texts = textsOf(desk);
    const typed = limit.trim();
    if (typed) {
      requireRole(by, 'supervisor');
      const value = /^(?:关|关闭|off|0)$/iu.test(typed) ? 0 : parseDuration(typed);
      if (value === null) throw new GengfuError('unreadable_duration', { typed: typed.slice(0, 40) });
      await changeSetting(desk, { key: 'ownershipMs', value, by });
    }
    const ms = desk.settings.get('ownershipMs');
    return { text: ms === 0 ? texts('call.hold_off') : texts('call.hold', { span: formatDuration(ms, texts.language) }) };
  },
});
