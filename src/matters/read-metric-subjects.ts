import type { Desk } from '../desk.ts';
import type { Happening } from '../inbox/batch.ts';
import { describeTrend } from '../metrics/describe-trend.ts';
import { formatFigure } from '../metrics/format-figure.ts';
import { readStandings } from '../metrics/read-standing.ts';
import type { SeriesKey, Standing } from '../metrics/read-standing.ts';
import { metricNames } from '../rules/metric-names.ts';
import type { RowWrite } from '../store/database.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { platformLabel } from '../../cards/ticket-card.ts';
import { factsAt } from './subject.ts';
import type { Subject } from './subject.ts';

/** The newest figure of each series that the batch adds to: an older snapshot, read again, changes nothing. */
export async function readMetricSubjects(desk: Desk, tx: RowWrite, happenings: readonly Happening[]): Promise<Subject[]> {
  const from = new Map<string, Happening>();
  const keys = new Map<string, SeriesKey>();
  for (const happening of happenings) {
    if (happening.event.kind !== 'performance') continue;
    const key: SeriesKey = [happening.store.id, happening.event.metric, happening.event.marketplace ?? ''];
    keys.set(key.join(' '), key);
    from.set(key.join(' '), happening);
  }
  if (keys.size === 0) return [];
  const context = { storeOf: (id: string) => desk.stores.get(id), now: desk.clock.now() };
  const standings = await readStandings(tx, { keys: [...keys.values()] }, context);
  return standings.map((standing) => {
    const { store, metric, marketplace, value, unit, limit, band, crossesAt, at } = standing;
    const { eventId } = from.get(`${store.id} ${metric} ${marketplace}`)!;
    return {
      kind: 'metric',
      store,
      key: `metric ${metric} ${marketplace}`.trim(),
      facts: {
        ...factsAt(store),
        country: marketplace || store.site,
        metric: { metric, value, unit, band, ...(limit && { limit }), ...(crossesAt !== undefined && { crossesAt }) },
      },
      at,
      words: words(desk, standing),
      eventId,
    };
  });
}

function words(desk: Desk, standing: Standing): string[] {
  const texts = textsOf(desk);
  const { store, metric, marketplace, value, unit, limit, limitSource, platformStatus, at } = standing;
  const { language } = texts;
  const name = metricNames.nameOf(metric, language);
  const site = marketplace ? texts.countryName(marketplace) : '';
  const figure = value === null ? (platformStatus ?? '–') : formatFigure(value, unit, language);
  const platform = platformLabel(store.platform, texts);
  return [
    texts('matter.metric', { name: site ? `${name} (${site})` : name, figure }),
    texts('matter.metric_reported', { platform, at: texts.time(at, desk.clock.now()) }),
    ...(limit
      ? [
          texts('matter.metric_limit', {
            limit: `${limit.comparator === '=' ? '' : limit.comparator}${formatFigure(limit.value, unit, language)}`,
            source: limitSource ?? texts('matter.limit_of_platform', { platform }),
          }),
        ]
      : []),
    ...describeTrend(standing, texts),
    texts('matter.metric_advice'),
  ];
}
