import { describeNoise } from '../alerts/describe-noise.ts';
import { parseNoise } from '../alerts/parse-noise.ts';
import { changeSetting } from '../change-setting.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** What keeps alerts from becoming noise; with words, one measure of it is changed. @throws GengfuError bad_noise, urgent_never_waits */
export const noise = defineCommand({
  spec: {
    name: 'noise',
    zh: ['降噪'],
    params: [{ name: 'measure', kind: 'rest', label: { zh: '一项', en: 'a measure' }, optional: true }],
    example: { zh: '/降噪 归并 3 10分钟', en: '/noise group 3 10m' },
  },
  about: 'help.noise',
  least: 'viewer',
  async run(desk, { measure = '' }, { by }) {
    if (measure.trim()) {
      requireRole(by, 'supervisor');
      const change = parseNoise(measure, desk.settings.get('noise'));
      if (change === 'urgent_waits') throw new GengfuError('urgent_never_waits');
      if (!change) throw new GengfuError('bad_noise', { typed: measure.trim().slice(0, 40) });
      await changeSetting(desk, { key: 'noise', value: { ...desk.settings.get('noise'), ...change }, by });
    }
    return { text: describeNoise(desk.settings.get('noise'), textsOf(desk)) };
  },
});
