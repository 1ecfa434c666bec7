import { isNode } from './frames.ts';
import type { Node } from './frames.ts';
import type { EmulatedMessage } from './world.ts';

/** The fields that only some card types draw, facts/messengers §4.4 and its source. Elsewhere they are accepted and not seen. */
const drawnBy: Record<string, string[]> = {
  card_image: ['news_notice'],
  image_text_area: ['news_notice'],
  vertical_content_list: ['news_notice'],
  button_selection: ['button_interaction'],
  button_list: ['button_interaction'],
  checkbox: ['vote_interaction'],
  select_list: ['multiple_interaction'],
  submit_button: ['vote_interaction', 'multiple_interaction'],
};

/** The fields of a card that its type draws, and the names of the others. */
export function drawn(card: Node): { card: Node; ignored: string[] } {
  const type = String(card.card_type);
  const ignored = Object.keys(card).filter((field) => drawnBy[field] && !drawnBy[field].includes(type));
  return { card: Object.fromEntries(Object.entries(card).filter(([field]) => !ignored.includes(field))), ignored };
}

/** The card as one person sees it, null when the message is none. */
export function cardOf(message: EmulatedMessage, person?: string): Node | null {
  const card = (person === undefined ? undefined : message.views.get(person)) ?? message.body.template_card;
  return isNode(card) ? card : null;
}

const list = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []);

/** Keys of everything that can be clicked: buttons, the submit button, the menu at the top right. */
export function keysOf(card: Node): string[] {
  const { card: visible } = drawn(card);
  const menu = isNode(visible.action_menu) ? list(visible.action_menu.action_list) : [];
  return [...list(visible.button_list), ...list(visible.submit_button), ...menu].map(({ key }) => String(key));
}

/** Questions of the jump list that ask the bot, §4.4 type 3. */
export function questionsOf(card: Node): string[] {
  return list(card.jump_list)
    .filter(({ type }) => type === 3)
    .map(({ question }) => String(question));
}

export interface Choices {
  [questionKey: string]: string[];
}

/**
 * What the client sends as `selected_items`: the person's choices, for the rest what was preselected; a dropdown without
 * `selected_id` has its first option. A choice that the card does not offer is a mistake of the test.
 */
export function selectedItems(card: Node, choices: Choices): Node | undefined {
  const { card: visible } = drawn(card);
  const questions = [...list(visible.button_selection), ...list(visible.select_list), ...list(visible.checkbox)];
  const known = questions.map(({ question_key }) => String(question_key));
  for (const question of Object.keys(choices))
    if (!known.includes(question)) throw new Error(`the card has no question ${question}`);
  if (questions.length === 0) return undefined;
  const selected_item = questions.map((question) => {
    const asked = String(question.question_key);
    const options = list(question.option_list).map(({ id }) => String(id));
    const chosen = choices[asked] ?? preselected(question, options);
    const stranger = chosen.find((id) => !options.includes(id));
    if (stranger !== undefined) throw new Error(`${asked} has no option ${stranger}`);
    if (chosen.length > 1 && question.mode !== 1) throw new Error(`${asked} takes one option`);
    if (choices[asked] && question.disable === true) throw new Error(`${asked} is disabled`);
    return { question_key: asked, option_ids: { option_id: chosen } };
  });
  return { selected_item };
}

function preselected(question: Node, options: string[]): string[] {
  if (question.mode !== undefined || list(question.option_list).some(({ is_checked }) => is_checked !== undefined))
    return list(question.option_list)
      .filter(({ is_checked }) => is_checked === true)
      .map(({ id }) => String(id));
  const selected = options.find((id) => id === question.selected_id) ?? options[0];
  return selected === undefined ? [] : [selected];
}
