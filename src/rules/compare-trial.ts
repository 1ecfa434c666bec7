import type { Reader } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { neededPerSide, newcombe, wilson } from './proportions.ts';
import type { Interval, Proportion } from './proportions.ts';
import { variantOf } from './trial.ts';
import type { Variant } from './trial.ts';

/** What one form did. */
export interface FormFigures {
  /** Messages on which it held, whichever form was in force. */
  hits: number;
  /** Tickets for which it rang. */
  rang: number;
  /** Of those that are closed: dismissed as false alarms. */
  dismissed: Proportion;
  /** Where the true share of false alarms lies, at 95 % (Wilson). */
  share: Interval;
  /** Median from the alert to the first answer, milliseconds; null before the first. */
  medianAnswerMs: number | null;
}

export interface Comparison {
  a: FormFigures;
  b: FormFigures;
  /** Messages on which both held. */
  both: number;
  /** Share of false alarms, b less a, at 95 % (Newcombe). */
  difference: Interval;
  /** Which form dismisses surely less; null while that cannot be told. */
  better: Variant | null;
  /** Days until it can be told if things go on like this; null when there is no telling. */
  daysNeeded: number | null;
}

interface AlertOfTrial {
  ticketId: string;
  variant: Variant | 'ab' | null;
  state: string;
  at: number;
  ticketState: string;
  resolution: string | null;
  firstRepliedAt: number | null;
}

const dayMs = 86_400_000;

/** Compares the two forms of a rule from what was recorded since the comparison began. Instants in milliseconds. */
export async function compareTrial(read: Reader, trial: { ruleId: string; since: number; now: number }): Promise<Comparison> {
  const { ruleId, since, now } = trial;
  const rows = await selectRows<AlertOfTrial>(
    read,
    `SELECT a."ticketId", a."variant", a."state", a."at", t."state" AS "ticketState", t."resolution", t."firstRepliedAt"
     FROM "Alert" a JOIN "Ticket" t ON t."id" = a."ticketId" WHERE a."ruleId" = ? AND a."at" >= instant(?) AND a."variant" IS NOT NULL
     ORDER BY a."at"`,
    ruleId,
    since,
  );
  const [a, b] = [figuresOf('a', ruleId, rows), figuresOf('b', ruleId, rows)];
  const difference = newcombe(a.dismissed, b.dismissed);
  const better = difference.high < 0 ? 'b' : difference.low > 0 ? 'a' : null;
  return {
    a,
    b,
    both: rows.filter(({ variant }) => variant === 'ab').length,
    difference,
    better,
    daysNeeded: better ? 0 : daysNeeded(a.dismissed, b.dismissed, now - since),
  };
}

function figuresOf(form: Variant, ruleId: string, rows: readonly AlertOfTrial[]): FormFigures {
  const tickets = new Map<string, AlertOfTrial>();
  for (const row of rows)
    if (row.state === 'rang' && variantOf(ruleId, row.ticketId) === form && !tickets.has(row.ticketId))
      tickets.set(row.ticketId, row);
  const rang = [...tickets.values()];
  const closed = rang.filter(({ ticketState }) => ticketState === 'closed');
  const dismissed = { hits: closed.filter(({ resolution }) => resolution === 'false_alarm').length, of: closed.length };
  return {
    hits: rows.filter(({ variant }) => variant === form || variant === 'ab').length,
    rang: rang.length,
    dismissed,
    share: wilson(dismissed),
    medianAnswerMs: median(rang.flatMap(({ at, firstRepliedAt }) => (firstRepliedAt === null ? [] : [firstRepliedAt - at]))),
  };
}

function daysNeeded(a: Proportion, b: Proportion, ranMs: number): number | null {
  const slower = Math.min(a.of, b.of);
  const needed = neededPerSide(a, b);
  if (slower === 0 || needed === Infinity) return null;
  return Math.max(1, Math.ceil(((needed - slower) / slower) * (ranMs / dayMs)));
}

function median(values: number[]): number | null {
  if (values.length === 0) return null;
  values.sort((x, y) => x - y);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}
