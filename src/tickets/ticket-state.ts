import type { Level, TicketState } from '../../cards/card.ts';
import type { Ticket } from '../store/client/client.ts';

export type { Ticket };

export const openStates = ['new', 'claimed', 'waiting', 'snoozed'] as const satisfies TicketState[];

export const isOpen = (ticket: Pick<Ticket, 'state'>): boolean => ticket.state !== 'closed';
/** Somebody of ours has to do something, and a clock runs. */
export const awaitsTeam = (ticket: Pick<Ticket, 'state' | 'unansweredSince'>): boolean =>
  isOpen(ticket) && ticket.unansweredSince !== null;

const rank: Record<Level, number> = { normal: 0, important: 1, urgent: 2 };

export const higherLevel = (a: Level, b: Level): Level => (rank[a] >= rank[b] ? a : b);
export const levelRank = (level: string): number => rank[level as Level];

/** The state a ticket falls back to when the team has to act again. */
export const stateInHand = (ownerId: string | null): TicketState => (ownerId ? 'claimed' : 'new');
