import type { Card } from '../../cards/card.ts';
import { ticketCard } from '../../cards/ticket-card.ts';
import type { Desk } from '../desk.ts';
import { cardOptions } from '../notify/card-options.ts';
import { readTicketViews } from '../tickets/read-ticket-views.ts';
import type { ChatRange, SandboxChat, SandboxMessage } from './sandbox-chat.ts';

/** Messages of a chat in the order they stand there, with the cards' times as they are now. */
export async function readChat(desk: Desk, sandbox: SandboxChat, chat: string, range: ChatRange): Promise<SandboxMessage[]> {
  return withTimesOf(desk, await sandbox.read(chat, range));
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
