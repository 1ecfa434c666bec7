import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { RowWrite } from '../store/database.ts';

export const cardPayload = z.object({ ticketId: z.string() });

/**
 * Asks for the cards of these tickets to be brought up to date wherever they stand, at once or `inMs`; many requests become one.
 * @param afterMs how long they may wait for more to show
 */
export async function requestCards(desk: Desk, tx: RowWrite, ticketIds: Iterable<string>, inMs = 0): Promise<void> {
  const dueAt = desk.clock.now() + inMs;
  await desk.queue.enqueue(
    tx,
    [...ticketIds].map((ticketId) => ({ kind: 'cards', key: `cards:${ticketId}`, payload: { ticketId }, dueAt })),
  );
}
