import type { PerformanceRecord } from './marketplace-records.ts';

/** Whether a figure is where its platform wants it. */
export function keepsTarget(value: number, { value: target, comparator }: NonNullable<PerformanceRecord['target']>): boolean {
  switch (comparator) {
    case '<':
      return value < target;
    case '<=':
      return value <= target;
    case '>':
      return value > target;
    case '>=':
      return value >= target;
    case '=':
      return value === target;
  }
}
