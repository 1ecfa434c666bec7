import type { TemplateCard } from '@wecom/aibot-node-sdk';
import type { Card } from '../../../cards/card.ts';
import { renderButtons } from './render-actions.ts';
import { renderBody } from './render-body.ts';
import type { Drawing } from './render-body.ts';

/** A card as the platform takes it, and whether words of people were left out. */
export interface Rendered {
  card: TemplateCard;
  cut: boolean;
}

/**
 * Draws a neutral card as `button_interaction`. Everything is plain text and cut to the platform's limits, so no card is
 * refused for its content (facts/messengers §4.4).
 */
export function renderCard(card: Card, taskId: string, drawing: Drawing): Rendered {
  const { body, cut } = renderBody(card, drawing);
  return {
    card: { card_type: 'button_interaction', ...body, button_list: renderButtons(card, drawing), task_id: taskId },
    cut,
  };
}
