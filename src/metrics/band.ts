import { keepsTarget } from '../ports/keeps-target.ts';
import type { PerformanceRecord } from '../ports/marketplace-records.ts';

export type Band = 'green' | 'yellow' | 'red';
export type Limit = NonNullable<PerformanceRecord['target']>;

/** The last fifth of the way to the limit is yellow. */
const nearShare = 0.2;
/** A rate that should be high has its room above the limit: of 95 % that is 5 points, of 4.5 stars half a star. */
const ceilings: Partial<Record<PerformanceRecord['unit'], number>> = { fraction: 1, stars: 5 };

const betterSmall = ({ comparator }: Limit): boolean => comparator === '<' || comparator === '<=';

/** Where yellow begins on the way to the limit; the limit itself where there is no way (`= 0`). */
export function warningLine(limit: Limit, unit: PerformanceRecord['unit']): number {
  if (limit.comparator === '=') return limit.value;
  if (betterSmall(limit)) return limit.value * (1 - nearShare);
  const room = (ceilings[unit] ?? limit.value * 1.5) - limit.value;
  return limit.value + Math.max(0, room) * nearShare;
}

/**
 * Green, yellow before the limit, red when it is broken. The platform's own verdict counts where it is worse than the
 * arithmetic. Null where there is neither figure nor verdict. Pure.
 */
export function bandOf(figure: {
  value: number | null;
  unit: PerformanceRecord['unit'];
  limit?: Limit;
  status?: PerformanceRecord['status'] | null;
}): Band | null {
  const { value, unit, limit, status } = figure;
  if (status === 'bad') return 'red';
  if (value !== null && limit) {
    if (!keepsTarget(value, limit)) return 'red';
    const line = warningLine(limit, unit);
    const near = limit.comparator !== '=' && (betterSmall(limit) ? value >= line : value <= line);
    // A limit of nothing has no way to it.
    if (near && !(limit.value === 0 && value === 0)) return 'yellow';
  }
  if (status === 'at_risk') return 'yellow';
  return status === 'good' || (value !== null && limit) ? 'green' : null;
}
