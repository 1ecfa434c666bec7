import { changeSetting } from '../change-setting.ts';
import { formatDuration } from '../clocks/parse-duration.ts';
import { HOUR_MS } from '../clocks/local-day.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { chanceLimits, formatChance, parseChance } from '../traffic/parse-chance.ts';
import { defineCommand } from './command.ts';

/** A store that people can picture. */
const examplePerHour = 2;

/** How unlikely a silence has to be before it is told; with a share, sets it. Looked at again at once. */
export const storeSilence = defineCommand({
  spec: {
    name: 'store silence',
    zh: ['店铺 失联', '店铺 沉默'],
    params: [{ name: 'chance', kind: 'rest', label: { zh: '概率', en: 'chance' }, optional: true }],
    example: { zh: '/店铺 失联 0.1%', en: '/store silence 0.1%' },
  },
  about: 'help.store_silence',
  least: 'viewer',
  async run(desk, { chance: typed = '' }, { by }) {
    const texts = textsOf(desk);
    if (typed.trim()) {
      requireRole(by, 'supervisor');
      const chance = parseChance(typed);
      if (chance === null) throw new GengfuError('unreadable_chance', { typed: typed.trim().slice(0, 20) });
      const { least, most } = chanceLimits;
      if (chance < least || chance > most)
        throw new GengfuError('chance_outside', {
          typed: typed.trim().slice(0, 20),
          least: formatChance(least),
          most: formatChance(most),
        });
      await changeSetting(desk, { key: 'silenceChance', value: chance, by });
    }
    const chance = desk.settings.get('silenceChance');
    // Where messages come at random, none come for a span t with the probability e^(-rate t).
    const span = (-Math.log(chance) / examplePerHour) * HOUR_MS;
    return {
      text: texts('say.silence_chance', {
        chance: formatChance(chance),
        perHour: examplePerHour,
        span: formatDuration(span, texts.language),
      }),
    };
  },
});
