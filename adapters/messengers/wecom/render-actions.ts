import type { TemplateCard } from '@wecom/aibot-node-sdk';
import type { Card, CardAction, FormField } from '../../../cards/card.ts';
import { cardLimits } from './limits.ts';
import type { Drawing } from './render-body.ts';
import { shorten } from './shorten.ts';
import { tapKey } from './tap-key.ts';

export type Buttons = NonNullable<TemplateCard['button_list']>;

/** One pick list of a question. */
export interface Pick {
  field: FormField;
  options: { value: string; label: string }[];
}

/**
 * What a person has to pick for an action: empty when the button alone is enough, null when something must be typed, for
 * which no surface has an input (facts/messengers §4.0).
 */
export function picksOf(action: CardAction, drawing: Drawing): Pick[] | null {
  const picks: Pick[] = [];
  for (const field of action.fields ?? []) {
    const options = field.options ?? (field.kind === 'time' ? drawing.words.times : []);
    const usable = options.filter(({ value }) => value !== '' && Buffer.byteLength(value) <= cardLimits.optionIdBytes);
    if (usable.length > 0) picks.push({ field, options: usable });
    else if (field.required) return null;
  }
  if (picks.length > 0 && drawing.questions === 'typed') return null;
  if (picks.length === 0) return action.fields?.some(({ required }) => required) ? null : [];
  const fits = ({ options }: Pick, most: number) => options.length <= most;
  if (picks.length === 1) return fits(picks[0]!, cardLimits.voteOptions) ? picks : null;
  // A list too long to be shown is left out where it may stay empty.
  const shown = picks.filter((pick) => pick.field.required || fits(pick, cardLimits.selectOptions));
  return shown.length <= cardLimits.selects && shown.every((pick) => fits(pick, cardLimits.selectOptions)) ? shown : null;
}

/** Whether a card has something to pick from, so that it cannot be a text. */
export const hasPicks = (card: Card, drawing: Drawing): boolean =>
  card.actions.some((action) => (picksOf(action, drawing)?.length ?? 0) > 0);

/** Buttons for the first six actions that need no typing, and the actions for which a command has to do. */
export function splitActions(card: Card, drawing: Drawing): { buttons: CardAction[]; typed: CardAction[] } {
  if (card.ticket === undefined && !hasPicks(card, drawing)) return { buttons: [], typed: card.actions };
  const tappable = card.actions.filter((action) => picksOf(action, drawing) !== null);
  const ordered = [...tappable.filter(({ secondary }) => !secondary), ...tappable.filter(({ secondary }) => secondary)];
  const buttons = ordered.slice(0, cardLimits.buttons);
  return { buttons, typed: card.actions.filter((action) => !action.spare && !buttons.includes(action)) };
}

const styles = { primary: 1, danger: 3, plain: 2 };

export function renderButtons(card: Card, drawing: Drawing): Buttons {
  const ticket = card.ticket ?? 0;
  const buttons = splitActions(card, drawing).buttons.map(({ action, label, style }) => ({
    text: shorten(label || action, { chars: cardLimits.buttonText }).text,
    style: styles[style ?? 'plain'],
    key: tapKey({ step: 'act', action, ticket, version: card.version }),
  }));
  if (buttons.length > 0) return buttons;
  // This type of card cannot be without a button.
  const key = tapKey({ step: 'act', action: 'details', ticket, version: card.version });
  return [{ text: drawing.words.details, style: styles.plain, key }];
}
