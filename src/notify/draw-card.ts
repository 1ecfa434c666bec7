import type { Card } from '../../cards/card.ts';
import { wordlessCard } from '../../cards/ticket-card.ts';
import type { TicketView } from '../../cards/ticket-view.ts';
import type { Desk } from '../desk.ts';
import { MessengerError } from '../ports/messenger.ts';
import { cardOptions } from './card-options.ts';

/**
 * Shows a card. A messenger that reviews words (Feishu's sensitivity review and DLP) may reject what a buyer wrote; the
 * team is then shown the ticket without it, for a ticket nobody sees is a message lost.
 */
export async function drawCard<T>(desk: Desk, view: TicketView, card: Card, show: (card: Card) => Promise<T>): Promise<T> {
  try {
    return await show(card);
  } catch (error) {
    if (!(error instanceof MessengerError) || error.fault !== 'content') throw error;
    return show(wordlessCard(view, cardOptions(desk)));
  }
}
