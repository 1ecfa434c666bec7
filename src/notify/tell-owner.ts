import type { Desk } from '../desk.ts';
import type { Write } from '../store/database.ts';
import type { TextKey, TextValues } from '../texts/texts.ts';
import type { Ticket } from '../tickets/ticket-state.ts';
import { tellInThread } from './tell-in-thread.ts';
import { timeLeftWords } from './time-left.ts';

/**
 * Says something about a ticket under its cards and mentions whoever holds it, nobody else. Without an owner the words
 * stand alone.
 * @param tell.key says it once per chat
 */
export async function tellOwner(
  desk: Desk,
  tx: Write,
  ticket: Pick<Ticket, 'id' | 'number' | 'storeId' | 'ownerId' | 'policyDueAt' | 'teamDueAt'>,
  tell: { text: TextKey; key: string; clock?: 'policy' | 'team'; values?: TextValues },
): Promise<void> {
  const due = tell.clock === 'policy' ? ticket.policyDueAt : ticket.teamDueAt;
  const left = due ? timeLeftWords(desk, tell.clock ?? 'team', due.getTime(), ticket.storeId) : '';
  const { text, key, clock, values } = tell;
  const people = ticket.ownerId ? [ticket.ownerId] : [];
  await tellInThread(desk, tx, ticket, { people, text, key, values: { ...values, clock, left } });
}
