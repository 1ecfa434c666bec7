import * as z from 'zod';
import type { MarketplaceEvent, PlatformNotice } from '../../../src/ports/marketplace-event.ts';
import type { PerformanceRecord } from '../../../src/ports/marketplace-records.ts';
import { instant, textOrNone } from './shapes.ts';
import { wordTable } from '../../../src/word-table.ts';

const indicator = z.object({
  type: z.string().min(1),
  name: textOrNone,
  score: z.number().nullish().catch(null),
  score_format: textOrNone,
  target: z.number().nullish().catch(null),
  target_format: textOrNone,
  target_respected: z.boolean().nullish().catch(null),
});
type Indicator = z.infer<typeof indicator>;

const polledFigures = z.object({ at: instant, indicators: z.array(indicator), metrics: z.record(z.string(), z.unknown()) });

/** The platform's names where the field has another. */
const metricNames = wordTable<string>({ ship_on_time: 'ship_on_time_rate', cancel_rate: 'cancellation_rate' });
const nameOf = (platformName: string): string => {
  const name = platformName.toLowerCase().replace(/\W+/g, '_');
  return metricNames[name] ?? name;
};

const weekMs = 7 * 24 * 3_600_000;

/** Indicators with their targets, then the plain figures that are not among them (facts/marketplaces §6, Health). */
export function performanceEvents(raw: unknown): MarketplaceEvent[] {
  const { at, indicators, metrics } = polledFigures.parse(raw);
  const events: MarketplaceEvent[] = indicators.flatMap((read) => {
    const record = recordOf(read, at);
    return read.target_respected === false ? [record, noticeOf(read, at)] : [record];
  });
  const told = new Set(indicators.map(({ type }) => nameOf(type)));
  for (const [platformName, value] of Object.entries(metrics)) {
    const figure = figureOf(value);
    if (!figure || /^(seller_id|main_category)/.test(platformName) || told.has(nameOf(platformName))) continue;
    events.push({ kind: 'performance', metric: nameOf(platformName), platformName, ...figure, at });
  }
  return events;
}

function recordOf({ type, name, score, score_format, target, target_format, target_respected }: Indicator, at: number) {
  const percent = score_format?.includes('PERCENTAGE') ?? false;
  const scaled = (value: number): number => (percent ? Number((value / 100).toPrecision(12)) : value);
  const comparator = target_format?.startsWith('GREATER') ? '>' : target_format?.startsWith('LOWER') ? '<' : undefined;
  const record: PerformanceRecord = {
    kind: 'performance',
    metric: nameOf(type),
    platformName: name ?? type,
    value: typeof score === 'number' ? scaled(score) : null,
    unit: percent ? 'fraction' : 'count',
    ...(typeof target === 'number' && comparator && { target: { value: scaled(target), comparator } }),
    ...(typeof target_respected === 'boolean' && { status: target_respected ? 'good' : 'bad' }),
    at,
  };
  return record;
}

/** Said once a week while a target is missed. */
function noticeOf({ type, name, score, target }: Indicator, at: number): PlatformNotice {
  return {
    kind: 'platform_notice',
    externalId: `performance ${type} missed ${Math.floor(at / weekMs)}`,
    topic: 'account_health',
    subject: '',
    text: `${name ?? type}: ${score ?? '–'} (${target ?? '–'})`,
    sentAt: at,
    needsAttention: true,
  };
}

/** `91%` is a rate; of a bare number such as response_time the unit is not documented (facts/marketplaces §6). */
function figureOf(value: unknown): Pick<PerformanceRecord, 'value' | 'unit'> | undefined {
  const written = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  const [, digits, percent] = /^(-?\d+(?:\.\d+)?)(%?)$/.exec(written) ?? [];
  if (digits === undefined) return undefined;
  if (percent) return { value: Number((Number(digits) / 100).toPrecision(12)), unit: 'fraction' };
  return { value: Number(digits), unit: 'count' };
}
