import type { Desk } from '../desk.ts';
import type { Write } from '../store/database.ts';
import { recordChange } from '../tickets/record-change.ts';

/** A line in a ticket's history about its silence, and cards that say whether it rings. */
export async function tellOnTicket(
  desk: Desk,
  tx: Write,
  ticketId: string,
  change: { kind: 'silenced' | 'silence_over'; personId?: string; data?: { until: number } },
): Promise<void> {
  const [ticket] = await tx.ticket.updateManyAndReturn({ where: { id: ticketId }, data: { version: { increment: 1 } } });
  // Erased meanwhile.
  if (ticket) await recordChange(desk, tx, ticket, change);
}
