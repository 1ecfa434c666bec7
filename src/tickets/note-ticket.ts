import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { findTicket } from './find-ticket.ts';
import { recordChange } from './record-change.ts';
import type { Ticket } from './ticket-state.ts';

export interface NoteRequest {
  ticket: number;
  by: Actor;
  text: string;
  /** The push that asked for it: delivered again, it writes nothing twice. */
  requestKey: string;
}

const longestNote = 10_000;

/**
 * Writes a word for colleagues into the history; the buyer never sees it. Works on closed tickets too.
 * @throws GengfuError role_required | invalid_input | unknown_ticket
 */
export async function noteTicket(desk: Desk, request: NoteRequest): Promise<Ticket> {
  const { ticket: number, by, text, requestKey } = request;
  requireRole(by, 'agent');
  if (!text.trim() || text.length > longestNote) throw new GengfuError('invalid_input', { field: 'text', most: longestNote });
  return desk.db.write(async (tx) => {
    const [noted] = await tx.ticket.updateManyAndReturn({ where: { number }, data: { version: { increment: 1 } } });
    if (!noted) return findTicket(tx, number);
    await recordChange(desk, tx, noted, {
      kind: 'note',
      personId: by.id,
      data: { sealed: desk.db.seal.seal(text) },
      onceKey: `note:${requestKey}`,
    });
    return noted;
  });
}
