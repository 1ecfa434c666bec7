import type { Ledger } from '../inbox/ledger.ts';
import type { Touched } from '../inbox/apply-happenings.ts';
import { eventParent } from './event-trace.ts';
import type { TraceParent, Tracing } from './tracing.ts';

/** Whose trace each ticket and message of a batch belongs to. Of several events about one ticket it is the newest: its state is shown. */
export function batchSubjects(tracing: Tracing, ledger: Ledger, touched: Touched): Map<string, TraceParent> {
  const subjects = new Map<string, TraceParent>();
  if (!tracing.on) return subjects;
  const byNumber = new Map<number, TraceParent>();
  for (const [eventId, ticket] of touched) {
    const parent = eventParent(eventId);
    if (parent) byNumber.set(ticket, parent);
  }
  for (const { id, number } of ledger.tickets.dirty()) {
    const parent = byNumber.get(number);
    if (parent) subjects.set(id, parent);
  }
  for (const { id, ticketId } of ledger.messages.added()) {
    const parent = subjects.get(ticketId as string);
    if (parent) subjects.set(id, parent);
  }
  return subjects;
}
