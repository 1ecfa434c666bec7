import * as z from 'zod';
import type { Language } from '../../clocks/language.ts';
import type { Band } from '../../metrics/band.ts';
import { formatFigure } from '../../metrics/format-figure.ts';
import type { Limit } from '../../metrics/band.ts';
import type { PerformanceRecord } from '../../ports/marketplace-records.ts';
import { metricNames } from '../metric-names.ts';
import { quote } from '../quote.ts';
import type { RuleKind } from '../rule-kind.ts';
import type { RuleReader } from '../rule-reader.ts';

/** A store's standing as rules see it: the newest figure of one metric, its band and where it is going. */
export interface MetricFacts {
  metric: string;
  /** Rates are fractions; null where the platform only gives a verdict. */
  value: number | null;
  unit: PerformanceRecord['unit'];
  limit?: Limit;
  band: Band | null;
  /** Instant at which the limit is crossed at the present rate. */
  crossesAt?: number;
}

declare module '../facts.ts' {
  interface MessageFacts {
    metric?: MetricFacts;
  }
}

const metrics = z.array(z.string().min(1).max(100)).min(1).max(50).optional();
const value = z.number().min(0).max(1e9);
/** Without `metrics` every figure is meant. `yellow` holds at red too: what was told once stays told on the way down. */
const schema = z.union([
  z.strictObject({ kind: z.literal('metric'), metrics, band: z.enum(['yellow', 'red']) }),
  z.strictObject({ kind: z.literal('metric'), metrics, above: value }),
  z.strictObject({ kind: z.literal('metric'), metrics, below: value }),
]);
export type MetricLeaf = z.infer<typeof schema>;

export type MetricEvidence = { kind: 'metric' } & Omit<MetricFacts, 'band'> & { band: Band | null };

const bandWords = {
  yellow: { zh: ['变黄', '黄色', '接近限值'], en: ['turns yellow', 'is yellow', 'yellow'] },
  red: { zh: ['变红', '红色', '超限'], en: ['turns red', 'is red', 'red'] },
} as const;
const above = ['高于', '大于', '超过', 'above', 'over', '>'];
const below = ['低于', '小于', 'below', 'under', '<'];
const allWords = ['任一', '任意', 'any'];

function holds(leaf: MetricLeaf, metric: MetricFacts): boolean {
  if (leaf.metrics && !leaf.metrics.includes(metric.metric)) return false;
  if ('band' in leaf) return metric.band === 'red' || metric.band === leaf.band;
  if (metric.value === null) return false;
  return 'above' in leaf ? metric.value > leaf.above : metric.value < leaf.below;
}

function read(reader: RuleReader): MetricLeaf {
  const metrics = reader.take(allWords) === null ? reader.named(metricNames, 'quoted') : undefined;
  const named = { kind: 'metric' as const, ...(metrics && { metrics }) };
  for (const band of ['yellow', 'red'] as const)
    if (reader.take([...bandWords[band].zh, ...bandWords[band].en]) !== null) return { ...named, band };
  const start = reader.here();
  const isAbove = reader.take(above) !== null;
  if (!isAbove && reader.take(below) === null)
    reader.fail(reader.say('变黄、变红、高于 或 低于', 'turns yellow, turns red, above or below'), start);
  const figure = reader.number();
  if (figure === null) return reader.fail(reader.say('一个数,如 0.8%', 'a number, such as 0.8%'));
  return isAbove ? { ...named, above: figure } : { ...named, below: figure };
}

const nameOf = (metric: string, language: Language): string => metricNames.nameOf(metric, language);
/** Only a name that leads back to the same figure stands without quotes. */
const write = (metric: string, language: Language): string =>
  metricNames.readAt(nameOf(metric, language).normalize('NFKC').toLowerCase(), 0)?.id === metric &&
  !/[()]/.test(nameOf(metric, language))
    ? nameOf(metric, language)
    : quote(metric);

export const metric: RuleKind<MetricLeaf, MetricEvidence> = {
  kind: 'metric',
  about: 'metric',
  schema,
  compile: (leaf) => ({
    test: ({ facts }) => (facts.metric && holds(leaf, facts.metric) ? { kind: 'metric', ...facts.metric } : null),
  }),
  describe({ metric: id, value: figure, unit, limit, band }, language) {
    const name = nameOf(id, language);
    const now = figure === null ? '' : ` ${formatFigure(figure, unit, language)}`;
    const bound = limit ? formatFigure(limit.value, unit, language) : null;
    if (language === 'zh') {
      const verdict = band === 'red' ? '已超限' : band === 'yellow' ? '接近限值' : '';
      return `${name}${now}${verdict && ` ${verdict}`}${bound ? `(限值 ${bound})` : ''}`;
    }
    const verdict = band === 'red' ? 'breaks the limit' : band === 'yellow' ? 'is near the limit' : '';
    return `${name}${now}${verdict && ` ${verdict}`}${bound ? ` (${bound})` : ''}`;
  },
  phrases: [
    {
      says: { zh: ['指标', '店铺指标'], en: ['metric', 'figure'] },
      example: { zh: '指标 订单缺陷率 变黄', en: 'metric order defect rate turns yellow' },
      read,
    },
  ],
  format(leaf, language) {
    const zh = language === 'zh';
    const names = leaf.metrics?.map((id) => write(id, language)).join(',') ?? (zh ? '任一' : 'any');
    const rest =
      'band' in leaf
        ? bandWords[leaf.band][language][0]
        : 'above' in leaf
          ? `${zh ? '高于' : 'above'} ${bound(leaf.above)}`
          : `${zh ? '低于' : 'below'} ${bound(leaf.below)}`;
    return `${zh ? '指标' : 'metric'} ${names} ${rest}`;
  },
};

/** What lies under 1 is a rate, and people write those in percent. */
const bound = (value: number): string => (value < 1 ? formatFigure(value, 'fraction', 'en') : String(value));
