import { GengfuError } from '../errors.ts';
import type { Reader, Write } from '../store/database.ts';
import type { Ticket } from './ticket-state.ts';

/** @throws GengfuError unknown_ticket */
export async function findTicket(read: Reader | Write, number: number): Promise<Ticket> {
  const ticket = await read.ticket.findUnique({ where: { number } });
  if (!ticket) throw new GengfuError('unknown_ticket', { ticket: number });
  return ticket;
}

/**
 * Why a conditional update hit no row: told from the ticket as it now is.
 * @returns the error to throw
 */
export async function refusal(tx: Write, number: number, wanted: string): Promise<GengfuError> {
  const ticket = await findTicket(tx, number);
  const owner = ticket.ownerId ? await tx.person.findUnique({ where: { id: ticket.ownerId } }) : null;
  const data = { ticket: number, wanted, state: ticket.state };
  if (ticket.mergedIntoId) {
    const into = await tx.ticket.findUniqueOrThrow({ where: { id: ticket.mergedIntoId } });
    return new GengfuError('ticket_merged', { ticket: number, into: into.number });
  }
  if (ticket.state === 'closed' && wanted !== 'reopen') return new GengfuError('ticket_closed', data);
  if (owner && ticket.claimedAt && wanted !== 'reopen')
    return new GengfuError('ticket_taken', { ...data, by: owner.name, at: ticket.claimedAt.getTime() });
  return new GengfuError('wrong_state', data);
}
