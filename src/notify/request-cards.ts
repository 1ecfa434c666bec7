import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { RowWrite } from '../store/database.ts';

export const cardPayload = z.object({
  ticketId: z.string(),
  /** Draw it though the ticket is as it was: the time on it has passed. */
  redraw: z.boolean().optional(),
});

/**
 * Asks for the cards of these tickets to be brought up to date wherever they stand, at once or `inMs`; many requests become one.
 * @param afterMs how long they may wait for more to show
 */
export async function requestCards(
  desk: Pick<Desk, 'clock'> & { queue: Pick<Desk['queue'], 'enqueue'> },
  tx: RowWrite,
  ticketIds: Iterable<string>,
  inMs = 0,
): Promise<void> {
  const dueAt = desk.clock.now() + inMs;
  await desk.queue.enqueue(
    tx,
    [...ticketIds].map((ticketId) => ({ kind: 'cards', key: `cards:${ticketId}`, payload: { ticketId }, dueAt })),
  );
}

/** Asks for standing cards to be drawn again although nothing has changed but the time, where that costs the group nothing. */
export async function requestRedraws(desk: Desk, tx: RowWrite, ticketIds: readonly string[]): Promise<void> {
  const dueAt = desk.clock.now();
  await desk.queue.enqueue(
    tx,
    ticketIds.map((ticketId) => ({ kind: 'cards', key: `cards:${ticketId}`, payload: { ticketId, redraw: true }, dueAt })),
  );
}
