import type { Desk } from '../desk.ts';
import type { Band } from '../metrics/band.ts';
import { describeTrend } from '../metrics/describe-trend.ts';
import { formatFigure } from '../metrics/format-figure.ts';
import { readStandings } from '../metrics/read-standing.ts';
import type { Standing } from '../metrics/read-standing.ts';
import { metricNames } from '../rules/metric-names.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { Texts } from '../texts/texts.ts';
import { defineCommand } from './command.ts';

const lights: Record<Band, string> = { red: '🔴', yellow: '🟡', green: '🟢' };
const gravity: readonly (Band | null)[] = ['red', 'yellow', 'green', null];

/** Every store's figures, worst first; `/表现 haushalt24` one store's. */
export const metricsCommand = defineCommand({
  spec: {
    name: 'metrics',
    zh: ['表现', '指标', '店铺表现'],
    aliases: ['performance', 'health'],
    params: [{ name: 'store', kind: 'store', label: { zh: '店铺', en: 'store' }, optional: true }],
    example: { zh: '/表现', en: '/metrics' },
  },
  about: 'help.metrics',
  least: 'viewer',
  async run(desk, { store }) {
    const texts = textsOf(desk);
    const stores = desk.stores.all().filter(({ id }) => store === undefined || id === store);
    const context = { storeOf: (id: string) => desk.stores.get(id), now: desk.clock.now() };
    const read = await Promise.all(stores.map(({ id }) => readStandings(desk.db.read, { storeId: id }, context)));
    const blocks = read.filter((standings) => standings.length > 0).map((standings) => describeStore(desk, standings, texts));
    return { text: blocks.length === 0 ? texts('say.metrics_none') : [...blocks, texts('say.metrics_legend')].join('\n') };
  },
});

function describeStore(desk: Desk, standings: Standing[], texts: Texts): string {
  const at = Math.max(...standings.map((standing) => standing.at));
  const title = texts('say.metrics_store', { store: standings[0]!.store.name, at: texts.time(at, desk.clock.now()) });
  const worstFirst = [...standings].sort((a, b) => gravity.indexOf(a.band) - gravity.indexOf(b.band));
  return [title, ...worstFirst.map((standing) => describeLine(standing, texts))].join('\n');
}

function describeLine(standing: Standing, texts: Texts): string {
  const { metric, marketplace, value, unit, limit, band, platformStatus } = standing;
  const name = metricNames.nameOf(metric, texts.language);
  const bound = limit && `${limit.comparator === '=' ? '' : limit.comparator}${formatFigure(limit.value, unit, texts.language)}`;
  const [trend] = describeTrend(standing, texts);
  return texts('say.metrics_line', {
    light: band === null ? '⚪' : lights[band],
    name: marketplace ? `${name} (${texts.countryName(marketplace)})` : name,
    figure: value === null ? (platformStatus ?? '–') : formatFigure(value, unit, texts.language),
    limit: bound ? texts('say.metrics_limit', { limit: bound }) : '',
    trend: trend ? ` · ${trend}` : '',
  });
}
