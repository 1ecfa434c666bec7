import type { TemplateCard } from '@wecom/aibot-node-sdk';
import type { Card, CardAction } from '../../../cards/card.ts';
import { cardLimits } from './limits.ts';
import type { Pick } from './render-actions.ts';
import { renderBody } from './render-body.ts';
import type { Drawing } from './render-body.ts';
import { shorten } from './shorten.ts';
import { tapKey } from './tap-key.ts';

/**
 * The card that asks what an action needs, drawn in place of the card whose button was tapped (facts/messengers §4.4):
 *
 * - one short list: a dropdown with a button to submit and one to go back;
 * - one long list: check marks, of which one is taken;
 * - two or three lists: dropdowns with a submit button; the way back is in the menu at the top.
 */
export function renderForm(
  asked: { card: Card; action: CardAction; picks: Pick[] },
  taskId: string,
  drawing: Drawing,
): TemplateCard {
  const { card, action, picks } = asked;
  const { words } = drawing;
  const { body } = renderBody({ ...card, notice: undefined }, drawing, words.choose(action.label));
  const key = (step: 'submit' | 'back') =>
    tapKey({ step, action: action.action, ticket: card.ticket ?? 0, version: card.version });
  const submit = { text: shorten(words.submit, { chars: cardLimits.buttonText }).text, key: key('submit') };
  const back = { text: words.back, key: key('back') };
  const [only, ...others] = picks;
  if (only && others.length === 0 && only.options.length <= cardLimits.selectOptions)
    return {
      card_type: 'button_interaction',
      ...body,
      button_selection: select(only),
      button_list: [
        { ...submit, style: 1 },
        { ...back, style: 2 },
      ],
      task_id: taskId,
    };
  const menu = { action_menu: { desc: words.back, action_list: [back] } };
  if (only && others.length === 0)
    return { card_type: 'vote_interaction', ...body, ...menu, checkbox: checkbox(only), submit_button: submit, task_id: taskId };
  return {
    card_type: 'multiple_interaction',
    ...body,
    ...menu,
    select_list: picks.map(select),
    submit_button: submit,
    task_id: taskId,
  };
}

function select({ field, options }: Pick): NonNullable<TemplateCard['button_selection']> {
  const chosen = options.find(({ value }) => value === field.value);
  return {
    question_key: field.name,
    title: shorten(field.label, { chars: cardLimits.selectTitle }).text,
    option_list: options.map(({ value, label }) => ({
      id: value,
      text: shorten(label || value, { chars: cardLimits.selectOptionText }).text,
    })),
    ...(chosen ? { selected_id: chosen.value } : {}),
  };
}

function checkbox({ field, options }: Pick): NonNullable<TemplateCard['checkbox']> {
  return {
    question_key: field.name,
    mode: 0,
    option_list: options.map(({ value, label }) => ({
      id: value,
      text: shorten(label || value, { chars: cardLimits.voteOptionText }).text,
      is_checked: value === field.value,
    })),
  };
}
