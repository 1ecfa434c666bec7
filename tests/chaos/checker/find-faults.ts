import type { Fault, Invariant } from './fault.ts';
import { cards } from './invariants/cards.ts';
import { deadlines } from './invariants/deadlines.ts';
import { log } from './invariants/log.ts';
import { messages } from './invariants/messages.ts';
import { steps } from './invariants/steps.ts';
import { claims, jobs, notes, replies, taps } from './invariants/work.ts';
import { readCards, readTickets } from './read-run.ts';
import type { Run } from './run.ts';

/** DESIGN.md "What must never happen", each asserted after every run. */
const invariants: readonly Invariant[] = [messages, cards, claims, replies, notes, taps, jobs, steps, deadlines, log];

export async function findFaults(run: Run): Promise<Fault[]> {
  const [tickets, rows] = await Promise.all([readTickets(run), readCards(run)]);
  const ids = tickets.map(({ id }) => `'${id}'`).join(', ') || `''`;
  const aftermath = {
    run,
    tickets,
    cards: rows,
    events: await run.ground.engine.read<{
      ticketId: string;
      kind: string;
      personId: string | null;
      data: string;
      onceKey: string | null;
      version: number;
    }>(`SELECT * FROM "TicketEvent" WHERE "ticketId" IN (${ids}) ORDER BY "version", "id"`),
  };
  return (await Promise.all(invariants.map(async (invariant) => invariant(aftermath)))).flat();
}
