import type { Calendar } from './calendar.ts';

/** Before the deadline itself, in percent of the time up to it, unless the team says otherwise (FEATURES D2). */
export const defaultWarningPercents: readonly number[] = [50, 80];
const defaultSteps: readonly number[] = [...defaultWarningPercents.map((percent) => percent / 100), 1];

export interface Warning {
  /** Share of the span that has passed, 1 = the deadline itself. */
  step: number;
  at: number;
}

/**
 * The instants at which a clock's warnings are due.
 * @param span with a calendar the shares are of open time, as the team's clock runs; without one of plain time
 */
export function warningsBetween(
  span: { since: number; dueAt: number; calendar?: Calendar },
  steps: readonly number[] = defaultSteps,
): Warning[] {
  const { since, dueAt, calendar } = span;
  const length = calendar ? calendar.openTimeBetween(since, dueAt) : dueAt - since;
  return steps.map((step) => {
    // The last warning is the deadline to the millisecond, however the shares round.
    if (step === 1) return { step, at: dueAt };
    const passed = Math.max(0, Math.round(length * step));
    return { step, at: calendar ? calendar.addOpenTime(since, passed) : since + passed };
  });
}
