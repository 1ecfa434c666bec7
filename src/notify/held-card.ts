import type { TicketView } from '../../cards/ticket-view.ts';

/** Longer than the telling of any group takes: a card never waits for one that failed. */
const graceMs = 60_000;

/**
 * Milliseconds for which a ticket's first card is still kept for what it is to be told together with; Infinity for one that
 * was done before it was told. Who takes it, or what makes it urgent, brings the card at once.
 */
export function heldMs({ heldUntil, state, level }: TicketView, now: number): number {
  if (heldUntil === null) return 0;
  if (state === 'closed' || state === 'waiting') return Infinity;
  return state === 'new' && level !== 'urgent' ? Math.max(0, heldUntil + graceMs - now) : 0;
}

/** Whether it waited, and comes now with the others. */
export const isToldTogether = ({ heldFor, heldUntil, level, state }: TicketView): boolean =>
  heldFor !== null && heldUntil === null && level !== 'urgent' && state === 'new';

/** One alone gets a card of its own. */
export const worthGroup = (together: readonly unknown[]): boolean => together.length > 1;
