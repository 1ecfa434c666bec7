import { formatDuration } from '../clocks/parse-duration.ts';
import { formatShortSpan } from '../clocks/short-span.ts';
import type { Texts } from '../texts/texts.ts';
import type { NoiseSettings } from './noise-settings.ts';

/** The measures in force, one a line, and how to change them. */
export function describeNoise(settings: NoiseSettings, texts: Texts): string {
  const { coolDownMs, groupMs, groupLoud, inhibitMs, inhibitByOutage, flapMs, flapTimes, flapQuietMs, quiet } = settings;
  const span = (ms: number): string => formatDuration(ms, texts.language);
  return [
    texts('noise.title'),
    coolDownMs === 0 ? texts('noise.cool_down_off') : texts('noise.cool_down', { span: span(coolDownMs) }),
    texts('noise.group_by', {
      keys: list(
        settings.groupBy.map((key) => texts(`noise.key_${key}`)),
        texts,
      ),
    }),
    describeWaits(settings, texts),
    groupMs === 0 ? texts('noise.group_off') : texts('noise.group', { span: span(groupMs), loud: groupLoud }),
    inhibitMs === 0 ? texts('noise.inhibit_off') : texts('noise.inhibit', { span: span(inhibitMs) }),
    texts(inhibitByOutage ? 'noise.outage' : 'noise.outage_off'),
    flapMs === 0
      ? texts('noise.flap_off')
      : texts('noise.flap', { span: span(flapMs), times: flapTimes, quiet: span(flapQuietMs) }),
    quiet === null
      ? texts('noise.quiet_off')
      : texts('noise.quiet', {
          from: clock(quiet.from),
          to: clock(quiet.to),
          levels: list(
            quiet.levels.map((level) => texts(`level.${level}`)),
            texts,
          ),
        }),
    texts('noise.how'),
  ].join('\n');
}

function describeWaits({ groupWaitMs }: NoiseSettings, texts: Texts): string {
  const waits = (['important', 'normal'] as const)
    .filter((level) => groupWaitMs[level] > 0)
    .map((level) => `${texts(`level.${level}`)} ${formatShortSpan(groupWaitMs[level], texts.language)}`);
  return waits.length === 0 ? texts('noise.wait_off') : texts('noise.wait', { waits: list(waits, texts) });
}

const list = (words: readonly string[], { language }: Texts): string => words.join(language === 'zh' ? '、' : ', ');

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
