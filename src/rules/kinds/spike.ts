import * as z from 'zod';
import type { Language } from '../../clocks/language.ts';
import { DAY_MS, HOUR_MS } from '../../clocks/local-day.ts';
import { formatDuration } from '../../clocks/parse-duration.ts';
import { defaultSpikeLimits, isSpike } from '../../traffic/count-tail.ts';
import type { RuleKind } from '../rule-kind.ts';
import { seriesNames } from '../series-names.ts';

const series = z.enum(['refunds', 'returns', 'complaints', 'claims', 'messages']);
export type Series = z.infer<typeof series>;

/** What came lately of a series, and what usually does, for each span that a rule asks about. */
export interface SeriesFacts {
  series: Series;
  spans: readonly SeriesSpan[];
}

export interface SeriesSpan {
  /** Milliseconds that the rule asks about, and those really looked at: hours are counted whole. */
  withinMs: number;
  spanMs: number;
  count: number;
  /** Expected: mean and variance, in events. */
  mean: number;
  variance: number;
}

declare module '../facts.ts' {
  interface MessageFacts {
    series?: SeriesFacts;
  }
}

const schema = z.strictObject({
  kind: z.literal('spike'),
  series: z.array(series).min(1).max(5),
  /** Times the usual. */
  times: z.number().min(1.5).max(100),
  /** Whole hours. */
  withinMs: z
    .int()
    .min(HOUR_MS)
    .max(7 * DAY_MS)
    .multipleOf(HOUR_MS),
});
export type SpikeLeaf = z.infer<typeof schema>;

export interface SpikeEvidence {
  kind: 'spike';
  series: Series;
  spanMs: number;
  count: number;
  /** Expected in the same span. */
  usual: number;
}

function holds(leaf: SpikeLeaf, facts: SeriesFacts): SpikeEvidence | null {
  if (!leaf.series.includes(facts.series)) return null;
  const span = facts.spans.find(({ withinMs }) => withinMs === leaf.withinMs);
  if (!span || !isSpike(span.count, span, { ...defaultSpikeLimits, factor: leaf.times })) return null;
  return { kind: 'spike', series: facts.series, spanMs: span.spanMs, count: span.count, usual: span.mean };
}

const nameOf = (id: Series, language: Language): string => seriesNames.nameOf(id, language);
const round = (figure: number): number => Math.round(figure * 10) / 10;

/** More of something than chance explains, beside what the store usually sees at that time of the week (C8). */
export const spike: RuleKind<SpikeLeaf, SpikeEvidence> = {
  kind: 'spike',
  about: 'series',
  schema,
  compile: (leaf) => ({ test: ({ facts }) => (facts.series ? holds(leaf, facts.series) : null) }),
  describe({ series: id, spanMs, count, usual }, language) {
    const span = formatDuration(spanMs, language);
    const times = round(count / usual);
    const rare = round(usual) === 0;
    if (language === 'zh')
      return `${nameOf(id, 'zh')}突增:${span}内 ${count} 件,平时${rare ? '几乎没有' : `约 ${round(usual)} 件(${times} 倍)`}`;
    return `${nameOf(id, 'en')} spike: ${count} in ${span}, usually ${rare ? 'hardly any' : `about ${round(usual)} (${times} times)`}`;
  },
  phrases: [
    {
      says: { zh: ['突增', '激增'], en: ['spike', 'spike of', 'spike in', 'surge of'] },
      example: { zh: '突增 退款 3倍 2小时', en: 'spike refunds 3x 2h' },
      read(reader) {
        const named = reader.named(seriesNames, 'refused') as Series[];
        const start = reader.here();
        const times = reader.number();
        if (times === null || reader.take(['倍', 'x', 'times']) === null)
          return reader.fail(reader.say('倍数,如 3倍', 'how many times, such as 3x'), start);
        return { kind: 'spike', series: named, times, withinMs: reader.duration() };
      },
    },
  ],
  format: ({ series: ids, times, withinMs }, language) =>
    language === 'zh'
      ? `突增 ${ids.map((id) => nameOf(id, 'zh')).join(',')} ${times}倍 ${formatDuration(withinMs, 'zh')}`
      : `spike ${ids.map((id) => nameOf(id, 'en')).join(',')} ${times}x ${formatDuration(withinMs, 'en')}`,
};
