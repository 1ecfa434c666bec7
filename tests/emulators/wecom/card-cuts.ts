import { isNode } from './frames.ts';
import type { Node } from './frames.ts';

/** Recommended characters per field, facts/messengers §4.4. `*` stands for every entry of a list. */
const recommended: Record<string, number> = {
  'source.desc': 13,
  'main_title.title': 26,
  'main_title.desc': 30,
  'emphasis_content.title': 10,
  'emphasis_content.desc': 15,
  sub_title_text: 112,
  'horizontal_content_list.*.keyname': 5,
  'horizontal_content_list.*.value': 26,
  'jump_list.*.title': 13,
  'vertical_content_list.*.title': 26,
  'vertical_content_list.*.desc': 112,
  'button_selection.title': 13,
  'button_selection.option_list.*.text': 10,
  'button_list.*.text': 10,
  'checkbox.option_list.*.text': 11,
  'select_list.*.title': 13,
  'select_list.*.option_list.*.text': 10,
  'submit_button.text': 10,
};

/** A text longer than recommended, which the client does not show whole. */
export interface Cut {
  field: string;
  characters: number;
  shown: number;
}

/** The card as a client has room for it, and what it left out. */
export function cutCard(card: Node): { card: Node; cuts: Cut[] } {
  const cuts: Cut[] = [];
  const walk = (value: unknown, path: string[]): unknown => {
    if (Array.isArray(value)) return value.map((entry, index) => walk(entry, [...path, String(index)]));
    if (isNode(value)) return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, walk(child, [...path, key])]));
    const shown = recommended[path.map((part) => (/^\d+$/.test(part) ? '*' : part)).join('.')];
    if (typeof value !== 'string' || shown === undefined) return value;
    const characters = [...value];
    if (characters.length <= shown) return value;
    cuts.push({ field: path.join('.'), characters: characters.length, shown });
    return `${characters.slice(0, shown).join('')}…`;
  };
  return { card: walk(card, []) as Node, cuts };
}
