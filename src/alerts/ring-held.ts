import type { Level } from '../../cards/card.ts';
import type { Desk } from '../desk.ts';
import { ringing } from '../escalation/ringing.ts';
import { requestCards } from '../notify/request-cards.ts';
import type { SubjectKind } from '../rules/rule-kind.ts';
import type { Evidence } from '../rules/rule-kinds.ts';
import type { Write } from '../store/database.ts';
import { selectRows, updateRows } from '../store/rows.ts';
import { insertTicketEvents } from '../tickets/ticket-event.ts';
import { higherLevel } from '../tickets/ticket-state.ts';
import type { Ticket } from '../tickets/ticket-state.ts';
import { timed } from '../tickets/ticket-steps.ts';
import { scheduleTimers } from '../tickets/ticket-timer.ts';
import { needless } from './decide.ts';
import type { AlertSubject } from './decide.ts';
import { loadNoise } from './load-noise.ts';
import { readMuting } from './muting.ts';
import type { Muting } from './muting.ts';
import { reasonOf } from './reason.ts';
import type { Reason } from './reason.ts';
import { ticketSubjects } from './ticket-subject.ts';

/** An alert that was held back, as it lies in the table; instants in milliseconds. */
export interface HeldAlert {
  id: string;
  at: number;
  ruleId: string;
  ruleName: string;
  ruleVersion: number;
  ticketId: string;
  level: Level;
  whySealed: string;
  state: string;
  muting: string;
}

export const heldColumns = '"id", "at", "ruleId", "ruleName", "ruleVersion", "ticketId", "level", "whySealed", "state", "muting"';

/**
 * Lets alerts ring that were held back, as far as what they are about still stands and nothing else keeps them quiet by now.
 * Their tickets' cards may come. @returns those that rang
 */
export async function ringHeld(desk: Desk, tx: Write, held: readonly HeldAlert[]): Promise<HeldAlert[]> {
  if (held.length === 0) return [];
  const now = desk.clock.now();
  const found = await tx.ticket.findMany({ where: { id: { in: [...new Set(held.map(({ ticketId }) => ticketId))] } } });
  const tickets = new Map(found.map((ticket) => [ticket.id, ticket]));
  const ofTickets = await ticketSubjects(desk, tx, found);
  const subjects = new Map(
    held.flatMap((alert) => {
      const subject = ofTickets.get(alert.ticketId);
      return subject ? [[alert, about(subject, readMuting(alert.muting))]] : [];
    }),
  );
  const context = await loadNoise(desk, tx, [...subjects.values()]);
  const recentOf = Map.groupBy(context.recent, ({ ticketId }) => ticketId);
  const standing = await readStanding(tx, held);
  const rang: HeldAlert[] = [];
  const quiet: { id: string; state: 'muted'; muting: string }[] = [];
  for (const alert of held) {
    const ticket = tickets.get(alert.ticketId);
    const subject = subjects.get(alert);
    const isOver =
      !ticket || !subject || isDone(ticket) || (subject.matter !== undefined && !standing.has(keyOf(alert.ruleId, subject)));
    const recent = recentOf.get(alert.ticketId) ?? [];
    const muting: Muting | null = isOver ? { by: 'over' } : needless(alert, subject, { ...context, recent });
    if (muting === null) rang.push(alert);
    else if (alert.state === 'waiting') quiet.push({ id: alert.id, state: 'muted', muting: JSON.stringify(muting) });
  }
  await updateRows(tx, 'Alert', quiet);
  const loud = new Set(rang.map(({ ticketId }) => ticketId));
  await updateRows(
    tx,
    'Alert',
    rang.map(({ id, at }) => ({
      id,
      state: 'rang',
      toldAt: now,
      muting: JSON.stringify({ by: 'together', tickets: loud.size, heldMs: now - at } satisfies Muting),
    })),
  );
  const waiting = held.filter(({ ticketId }) => {
    const ticket = tickets.get(ticketId);
    return ticket && (loud.has(ticketId) || (ticket.heldUntil !== null && !isDone(ticket)));
  });
  await show(desk, tx, { tickets: [...new Set(waiting.map(({ ticketId }) => tickets.get(ticketId)!))], rang });
  return rang;
}

/** Nobody of ours has to do anything about it. */
const isDone = (ticket: Ticket): boolean => ticket.state === 'closed' || ticket.unansweredSince === null;

/** What it was about, where that was no message. */
function about(subject: AlertSubject, muting: Muting | null): AlertSubject {
  const matter = muting && 'matter' in muting ? muting.matter : undefined;
  return matter === undefined ? subject : { ...subject, matter, kind: matter.split(' ')[0] as SubjectKind };
}

const keyOf = (ruleId: string, { storeId, matter }: AlertSubject): string => `${ruleId} ${storeId} ${matter}`;

async function readStanding(tx: Write, held: readonly HeldAlert[]): Promise<Set<string>> {
  const rows = await selectRows<{ ruleId: string; storeId: string; subject: string }>(
    tx,
    'SELECT "ruleId", "storeId", "subject" FROM "Matter" WHERE "ruleId" IN (SELECT value FROM json_each(?))',
    JSON.stringify([...new Set(held.map(({ ruleId }) => ruleId))]),
  );
  return new Set(rows.map(({ ruleId, storeId, subject }) => `${ruleId} ${storeId} ${subject}`));
}

/** Raises the tickets of what rang, and no longer keeps the cards of any of these. */
async function show(
  desk: Desk,
  tx: Write,
  { tickets, rang }: { tickets: readonly Ticket[]; rang: readonly HeldAlert[] },
): Promise<void> {
  const now = desk.clock.now();
  const alertsOf = Map.groupBy(rang, ({ ticketId }) => ticketId);
  const changed = tickets.map((ticket) => {
    let level = ticket.level as Level;
    let reasons = JSON.parse(ticket.reasons) as Reason[];
    for (const alert of alertsOf.get(ticket.id) ?? []) {
      const why = JSON.parse(desk.db.seal.open(alert.whySealed)) as Evidence[];
      level = higherLevel(level, alert.level);
      reasons = [...reasons.filter(({ ruleId }) => ruleId !== alert.ruleId), reasonOf({ ...alert, why })];
    }
    const raised = { ...ticket, ...timed(ticket), level, reasons: JSON.stringify(reasons), version: ticket.version + 1 };
    return { ...raised, ...ringing(raised, now) };
  });
  await updateRows(
    tx,
    'Ticket',
    changed.map(({ id, level, reasons, version, ringingSince, ringingLevel }) => ({
      id,
      level,
      reasons,
      version,
      ringingSince,
      ringingLevel,
      heldUntil: null,
    })),
  );
  await insertTicketEvents(
    tx,
    changed.flatMap(({ id, version }) =>
      (alertsOf.get(id) ?? []).map(({ ruleId }) => ({
        ticketId: id,
        at: now,
        version,
        kind: 'rule_hit' as const,
        data: { ruleId },
      })),
    ),
  );
  await scheduleTimers(desk, tx, changed);
  await requestCards(
    desk,
    tx,
    changed.map(({ id }) => id),
  );
}
