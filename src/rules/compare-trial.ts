import type { Reader } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { neededPerSide, newcombe, wilson } from './proportions.ts';
import type { Interval, Proportion } from './proportions.ts';
import { variantOf } from './trial.ts';
import type { Variant } from './trial.ts';

/** What one form did. */
export interface FormFigures {
  /** Messages on which it held, whichever form was in force; of rules about waiting: tickets. */
  hits: number;
  /** Tickets for which it rang. */
  rang: number;
  /** Of those that are closed: dismissed as false alarms. */
  dismissed: Proportion;
  /** Where the true share of false alarms lies, at 95 % (Wilson). */
  share: Interval;
  /**
   * Median from the alert to the first answer, milliseconds; null before the first. Of rules about waiting: from the ticket's
   * opening, over all tickets on which either form held: which those are was settled before the forms could make a difference.
   */
  medianAnswerMs: number | null;
}

export interface Comparison {
  of: TrialOf;
  a: FormFigures;
  b: FormFigures;
  /** Messages on which both held; of rules about waiting: tickets. */
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
  openedAt: number;
  ticketState: string;
  resolution: string | null;
  firstRepliedAt: number | null;
  /** The first answer after the alert, as far as it is known. */
  answeredAt: number | null;
}

/** The forms look at what arrives, or at how long it waits: then each holds at a time of its own, and tickets are what is counted. */
export type TrialOf = 'messages' | 'waiting';

const dayMs = 86_400_000;

/**
 * Compares the two forms of a rule from what was recorded since the comparison began; of rules about waiting on the tickets
 * opened since. Instants in milliseconds.
 */
export async function compareTrial(
  read: Reader,
  trial: { ruleId: string; since: number; now: number; of: TrialOf },
): Promise<Comparison> {
  const { ruleId, since, now, of } = trial;
  const rows = await selectRows<AlertOfTrial>(
    read,
    `SELECT a."ticketId", a."variant", a."state", a."at", t."openedAt", t."state" AS "ticketState", t."resolution", t."firstRepliedAt",
       CASE WHEN t."firstRepliedAt" >= a."at" THEN t."firstRepliedAt" WHEN t."lastRepliedAt" >= a."at" THEN t."lastRepliedAt" END AS "answeredAt"
     FROM "Alert" a JOIN "Ticket" t ON t."id" = a."ticketId" WHERE a."ruleId" = ? AND a."variant" IS NOT NULL
       AND ${of === 'waiting' ? 't."openedAt"' : 'a."at"'} >= instant(?) ORDER BY a."at"`,
    ruleId,
    since,
  );
  const [a, b] = [figuresOf('a', of, ruleId, rows), figuresOf('b', of, ruleId, rows)];
  const difference = newcombe(a.dismissed, b.dismissed);
  const better = difference.high < 0 ? 'b' : difference.low > 0 ? 'a' : null;
  return {
    of,
    a,
    b,
    both:
      of === 'waiting'
        ? heldFor(rows, 'a').intersection(heldFor(rows, 'b')).size
        : rows.filter(({ variant }) => variant === 'ab').length,
    difference,
    better,
    daysNeeded: better ? 0 : daysNeeded(a.dismissed, b.dismissed, now - since),
  };
}

/** Tickets on which a form held. */
const heldFor = (rows: readonly AlertOfTrial[], form: Variant): Set<string> =>
  new Set(rows.filter(({ variant }) => variant === form || variant === 'ab').map(({ ticketId }) => ticketId));

/** How long buyers waited for the first answer. */
function answerTimes(
  form: Variant,
  of: TrialOf,
  ruleId: string,
  rows: readonly AlertOfTrial[],
  rang: readonly AlertOfTrial[],
): number[] {
  if (of === 'messages') return rang.flatMap(({ at, answeredAt }) => (answeredAt === null ? [] : [answeredAt - at]));
  const tickets = new Map(rows.map((row) => [row.ticketId, row]));
  return [...tickets.values()].flatMap(({ ticketId, openedAt, firstRepliedAt }) =>
    firstRepliedAt === null || variantOf(ruleId, ticketId) !== form ? [] : [firstRepliedAt - openedAt],
  );
}

function figuresOf(form: Variant, of: TrialOf, ruleId: string, rows: readonly AlertOfTrial[]): FormFigures {
  const tickets = new Map<string, AlertOfTrial>();
  for (const row of rows)
    if (row.state === 'rang' && variantOf(ruleId, row.ticketId) === form && !tickets.has(row.ticketId))
      tickets.set(row.ticketId, row);
  const rang = [...tickets.values()];
  const closed = rang.filter(({ ticketState }) => ticketState === 'closed');
  const dismissed = { hits: closed.filter(({ resolution }) => resolution === 'false_alarm').length, of: closed.length };
  return {
    hits: of === 'waiting' ? heldFor(rows, form).size : rows.filter(({ variant }) => variant === form || variant === 'ab').length,
    rang: rang.length,
    dismissed,
    share: wilson(dismissed),
    medianAnswerMs: median(answerTimes(form, of, ruleId, rows, rang)),
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
