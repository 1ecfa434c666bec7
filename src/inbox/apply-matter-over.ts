import type { Desk } from '../desk.ts';
import { ringing } from '../escalation/ringing.ts';
import type { Happening, MatterOver } from './batch.ts';
import type { Ledger } from './ledger.ts';

/**
 * What a ticket was opened for is well again: it says so, and where nobody took it and it stands for nothing else, it
 * closes itself. One that somebody holds stays theirs to close.
 */
export function applyMatterOver(desk: Desk, ledger: Ledger, { store }: Happening, event: MatterOver): number | null {
  const conversation = ledger.conversationOf(desk, store.id, event.thread);
  const ticket = conversation && ledger.tickets.get(conversation.id);
  if (!ticket || ticket.state === 'closed') return null;
  const now = desk.clock.now();
  ticket.version += 1;
  if (ticket.ownerId === null && event.ends === 'ticket')
    Object.assign(ticket, {
      state: 'closed',
      resolution: 'recovered',
      closedAt: now,
      unansweredSince: null,
      policyDueAt: null,
      teamDueAt: null,
      snoozedUntil: null,
    });
  Object.assign(ticket, ringing(ticket, now));
  const data = { text: event.text };
  ledger.events.push({ ticketId: ticket.id, at: now, version: ticket.version, kind: 'recovered', data });
  ledger.tickets.touch(ticket);
  return ticket.number;
}
