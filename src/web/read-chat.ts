import type { Card } from '../../cards/card.ts';
import { ticketCard } from '../../cards/ticket-card.ts';
import type { SandboxMessage } from '../../adapters/messengers/sandbox/chat-log.ts';
import { readMessages } from '../../adapters/messengers/sandbox/read-messages.ts';
import type { Desk } from '../desk.ts';
import { cardOptions } from '../notify/card-options.ts';
import { readTicketViews } from '../tickets/read-ticket-views.ts';

/** Which messages of the sandbox chat the page asks for. */
export type ChatRange =
  /** Posted or changed since this `seq`. */
  | { after: number }
  /** The page before this `place`. */
  | { before: number }
  /** Cards from this `place` on, for what changes with time alone. */
  | { cardsFrom: number };

const pageSize = 40;
const mostAtOnce = 400;

/** Messages of a chat in the order they stand there, with the cards' times as they are now. */
export async function readChat(desk: Desk, chat: string, range: ChatRange): Promise<SandboxMessage[]> {
  const found = await readMessages(desk.db, queryOf(chat, range));
  // Newest first was asked for, so that the page is cut at its old end.
  if ('before' in range) found.reverse();
  return withTimesOf(desk, found);
}

function queryOf(chat: string, range: ChatRange): Parameters<typeof readMessages>[1] {
  if ('after' in range) return { where: { chat, seq: { gt: range.after } }, orderBy: { seq: 'asc' }, take: mostAtOnce };
  if ('before' in range) return { where: { chat, place: { lt: range.before } }, orderBy: { place: 'desc' }, take: pageSize };
  return { where: { chat, kind: 'card', place: { gte: range.cardsFrom } }, orderBy: { place: 'desc' }, take: mostAtOnce };
}

/** A card says how long is left, and ages while nothing else changes; the clock panel makes that show at once. */
async function withTimesOf(desk: Desk, messages: SandboxMessage[]): Promise<SandboxMessage[]> {
  const numbers = new Set(messages.flatMap(({ ticket, card }) => (ticket !== null && card?.state !== 'closed' ? [ticket] : [])));
  if (numbers.size === 0) return messages;
  const options = cardOptions(desk);
  const views = await readTicketViews(desk, { numbers: [...numbers] });
  const fresh = new Map(views.map((view) => [view.number, ticketCard(view, options)]));
  return messages.map((message) => {
    const card = message.ticket === null ? undefined : fresh.get(message.ticket);
    return message.card && card?.version === message.card.version ? { ...message, card: withTimes(message.card, card) } : message;
  });
}

function withTimes(standing: Card, { countdown, stateLabel, fields }: Card): Card {
  return { ...standing, countdown, stateLabel, fields: fields.slice(0, standing.fields.length) };
}
