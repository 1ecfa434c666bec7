import { changeSetting } from '../change-setting.ts';
import { parseDuration } from '../clocks/parse-duration.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import { requestPurge } from '../privacy/purge-job.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

const dayMs = 86_400_000;
/** Shorter ones would take the words of what is still being worked on by the next shift. */
const fewestDays = 7;

/** How long buyers' words, names and files are kept; an admin sets it, `/保留 永久` keeps them for ever. */
export const retention = defineCommand({
  spec: {
    name: 'retention',
    zh: ['保留', '保留期'],
    params: [
      { name: 'span', kind: 'rest', label: { zh: '多久(如 180天、永久)', en: 'how long (e.g. 180d, forever)' }, optional: true },
    ],
    example: { zh: '/保留 180天', en: '/retention 180d' },
  },
  about: 'help.retention',
  least: 'viewer',
  async run(desk, { span }, { by }) {
    const texts = textsOf(desk);
    if (span !== undefined) {
      requireRole(by, 'admin');
      await changeSetting(desk, { key: 'retentionDays', value: readDays(span.trim()), by });
      await desk.db.write((tx) => requestPurge(desk, tx));
    }
    return { text: texts('say.retention', { days: desk.settings.get('retentionDays') }) };
  },
});

/** @throws GengfuError bad_retention */
function readDays(typed: string): number {
  if (/^(?:永久|一直|关|关闭|forever|off|never)$/iu.test(typed)) return 0;
  const days = Math.floor((parseDuration(typed) ?? 0) / dayMs);
  if (days < fewestDays || days > 36_500)
    throw new GengfuError('bad_retention', { typed: typed.slice(0, 40), least: fewestDays });
  return days;
}
