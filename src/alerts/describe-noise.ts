import { formatDuration } from '../clocks/parse-duration.ts';
import type { Texts } from '../texts/texts.ts';
import type { NoiseSettings } from './noise-settings.ts';

/** The measures in force, one a line, and how to change them. */
export function describeNoise(settings: NoiseSettings, texts: Texts): string {
  const { coolDownMs, groupMs, groupLoud, inhibitMs, flapMs, flapTimes, flapQuietMs, quiet } = settings;
  const span = (ms: number): string => formatDuration(ms, texts.language);
  return [
    texts('noise.title'),
    coolDownMs === 0 ? texts('noise.cool_down_off') : texts('noise.cool_down', { span: span(coolDownMs) }),
    groupMs === 0 ? texts('noise.group_off') : texts('noise.group', { span: span(groupMs), loud: groupLoud }),
    inhibitMs === 0 ? texts('noise.inhibit_off') : texts('noise.inhibit', { span: span(inhibitMs) }),
    flapMs === 0
      ? texts('noise.flap_off')
      : texts('noise.flap', { span: span(flapMs), times: flapTimes, quiet: span(flapQuietMs) }),
    quiet === null
      ? texts('noise.quiet_off')
      : texts('noise.quiet', {
          from: clock(quiet.from),
          to: clock(quiet.to),
          levels: quiet.levels.map((level) => texts(`level.${level}`)).join(texts.language === 'zh' ? '、' : ', '),
        }),
    texts('noise.how'),
  ].join('\n');
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
