import type { Texts } from '../texts/texts.ts';
import { formatFigure } from './format-figure.ts';
import type { Standing } from './read-standing.ts';

/** `每天 +0.05%,照此 12-03 触及限值`: nothing while there is no direction to tell. */
export function describeTrend(standing: Standing, texts: Texts): string[] {
  const { change, unit, crossesAt } = standing;
  if (change === null || change === 0) return [];
  const size = unit === 'seconds' ? Math.abs(change) : Number(Math.abs(change).toPrecision(2));
  const values = { change: `${change > 0 ? '+' : '−'}${formatFigure(size, unit, texts.language)}` };
  if (crossesAt === undefined) return [texts('matter.trend', values)];
  // Told from another day it begins with the date; an hour would pretend to know too much.
  return [texts('matter.trend_crosses', { ...values, date: texts.time(crossesAt, 0).slice(0, 5) })];
}
