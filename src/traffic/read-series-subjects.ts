import type { Desk } from '../desk.ts';
import { factsAt } from '../matters/subject.ts';
import type { Subject } from '../matters/subject.ts';
import type { Series, SeriesSpan } from '../rules/kinds/spike.ts';
import { seriesNames } from '../rules/series-names.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { expectedBetween } from './baseline.ts';
import { learnSeries } from './learn-hours.ts';
import { hourOf, readHours } from './traffic-hours.ts';

/** What rules ask about the numbers of a store: each series that one names, once enough weeks are known. */
export async function readSeriesSubjects(desk: Desk, store: StoreRecord): Promise<Subject[]> {
  const asked = new Map<Series, Set<number>>();
  for (const { series, withinMs } of desk.rules.leavesOfKind('spike'))
    for (const id of series) asked.set(id, (asked.get(id) ?? new Set()).add(withinMs));
  const messages = asked.size > 0 ? await readHours(desk.db.read, store.id, 'messages') : [];
  const subjects: Subject[] = [];
  for (const [series, windows] of asked) {
    const hours = series === 'messages' ? messages : await readHours(desk.db.read, store.id, series);
    const spans = [...windows].sort((a, b) => a - b).flatMap((withinMs) => spanOf(withinMs) ?? []);
    if (spans.length > 0) subjects.push(subjectOf(desk, store, { series, spans }));

    function spanOf(withinMs: number): SeriesSpan | null {
      const now = desk.clock.now();
      const from = hourOf(now - withinMs);
      const lesson = { until: from, zone: store.zone, chance: desk.settings.get('silenceChance') };
      const expected = expectedBetween(learnSeries(messages, hours, lesson), { from, until: now, zone: store.zone });
      const count = hours.filter(({ hour }) => hour >= from).reduce((sum, hour) => sum + hour.count, 0);
      return expected && { withinMs, spanMs: now - from, count, ...expected };
    }
  }
  return subjects;
}

function subjectOf(desk: Desk, store: StoreRecord, facts: { series: Series; spans: SeriesSpan[] }): Subject {
  const texts = textsOf(desk);
  const now = desk.clock.now();
  const { spanMs, count, mean } = facts.spans[0]!;
  const name = seriesNames.nameOf(facts.series, texts.language);
  return {
    kind: 'series',
    store,
    key: `series ${facts.series}`,
    facts: { ...factsAt(store), series: facts },
    at: now,
    words: [
      texts('matter.series', { name, since: texts.time(now - spanMs, now), count, usual: Math.round(mean * 10) / 10 }),
      texts('matter.series_advice'),
    ],
  };
}
