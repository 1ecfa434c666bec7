/**
 * What the platform refuses about card JSON 2.0, from facts/messengers §2.4. Written from the facts, not from the
 * adapter: it must catch what the adapter gets wrong.
 */

export class CardRefused extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Unknown tags and properties are error 230099 with the inner code 200621. */
const invalid = (what: string) => new CardRefused(230099, `Failed to create card content, ext=ErrCode: 200621; ErrMsg: ${what}`);

const maxBytes = 30 * 1024;
const maxElements = 200;
const maxNesting = 5;

const text = ['content', 'text_size', 'text_color', 'text_align', 'lines'];
const layout = ['element_id', 'margin'];
const input = ['name', 'required', 'disabled', 'placeholder', 'width', 'behaviors', 'confirm'];

/** Properties that a tag may have, next to `tag` itself. */
const properties: Record<string, readonly string[]> = {
  plain_text: [...text, 'element_id'],
  lark_md: [...text, 'element_id'],
  text_tag: ['text', 'color', 'element_id'],
  standard_icon: ['token', 'color'],
  div: [...layout, 'text', 'fields', 'icon', 'width'],
  markdown: [...layout, 'content', 'text_size', 'text_align', 'icon'],
  hr: layout,
  img: [...layout, 'img_key', 'alt', 'title', 'scale_type', 'size', 'preview', 'corner_radius'],
  button: [
    ...layout, 'type', 'size', 'width', 'text', 'icon', 'behaviors', 'confirm', 'disabled', 'disabled_tips', 'hover_tips',
    'name', 'required', 'form_action_type',
  ], // prettier-ignore
  form: [...layout, 'name', 'elements', 'direction', 'padding', 'vertical_spacing', 'horizontal_spacing', 'horizontal_align', 'vertical_align'],
  input: [...layout, ...input, 'default_value', 'label', 'label_position', 'input_type', 'rows', 'auto_resize', 'max_length', 'value'],
  select_static: [...layout, ...input, 'type', 'options', 'initial_option', 'initial_index'],
  multi_select_static: [...layout, ...input, 'type', 'options', 'selected_values'],
  select_person: [...layout, ...input, 'type', 'options', 'initial_option'],
  overflow: [...layout, 'width', 'options', 'behaviors', 'confirm'],
  person: [...layout, 'user_id', 'size'],
  column_set: [...layout, 'columns', 'flex_mode', 'horizontal_spacing', 'horizontal_align', 'background_style', 'action'],
  column: [...layout, 'width', 'weight', 'elements', 'padding', 'vertical_spacing', 'vertical_align', 'horizontal_align', 'direction', 'background_style'],
  collapsible_panel: [...layout, 'expanded', 'header', 'elements', 'border', 'padding', 'vertical_spacing', 'direction', 'background_color'],
}; // prettier-ignore

const root = ['schema', 'config', 'header', 'body', 'card_link'];
const config = [
  'update_multi',
  'width_mode',
  'enable_forward',
  'enable_forward_interaction',
  'summary',
  'streaming_mode',
  'style',
  'locales',
];
const header = ['title', 'subtitle', 'template', 'icon', 'text_tag_list', 'padding'];
const templates = [
  'blue',
  'wathet',
  'turquoise',
  'green',
  'yellow',
  'orange',
  'red',
  'carmine',
  'violet',
  'purple',
  'indigo',
  'grey',
  'default',
];
const tagColours = [
  'neutral',
  'blue',
  'turquoise',
  'lime',
  'orange',
  'violet',
  'indigo',
  'wathet',
  'green',
  'yellow',
  'red',
  'purple',
  'carmine',
];
const flexModes = ['none', 'stretch', 'flow', 'bisect', 'trisect'];
const interactive = new Set(['button', 'input', 'select_static', 'multi_select_static', 'select_person']);

type Node = Record<string, unknown>;

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws CardRefused */
export function checkCard(json: string): Node {
  if (Buffer.byteLength(json) > maxBytes) throw new CardRefused(230025, 'The length of the message content reaches its limit');
  const card: unknown = JSON.parse(json);
  if (!isNode(card) || card.schema !== '2.0') throw invalid('schema is not 2.0');
  only(card, root, 'card');
  const settings = isNode(card.config) ? card.config : {};
  only(settings, config, 'config');
  if (settings.update_multi !== true) throw invalid('config.update_multi must be true');
  if (isNode(card.header)) checkHeader(card.header);
  if (!isNode(card.body) || !Array.isArray(card.body.elements)) throw invalid('body.elements is missing');
  only(card.body, ['direction', 'padding', 'vertical_spacing', 'horizontal_spacing', 'elements'], 'body');

  const walk = { elements: 0, names: new Set<string>(), ids: new Set<string>() };
  for (const element of card.body.elements) checkElement(element, { parents: [], walk });
  if (walk.elements > maxElements)
    throw new CardRefused(230099, `ErrCode: 11310; ErrMsg: element exceeds the limit: ${walk.elements}`);
  return card;
}

function checkHeader(node: Node): void {
  only(node, header, 'header');
  checkText(node.title, 'header.title');
  if (node.subtitle !== undefined) checkText(node.subtitle, 'header.subtitle');
  if (node.template !== undefined && !templates.includes(asText(node.template))) throw invalid('header.template');
  const tags = (node.text_tag_list ?? []) as Node[];
  if (tags.length > 3) throw invalid('header.text_tag_list has more than 3');
  for (const tag of tags) {
    if (tag.tag !== 'text_tag' || !tagColours.includes(String(tag.color))) throw invalid('text_tag');
    checkText(tag.text, 'text_tag.text');
  }
}

interface Place {
  parents: string[];
  walk: { elements: number; names: Set<string>; ids: Set<string> };
}

function checkElement(element: unknown, place: Place): void {
  const { parents, walk } = place;
  if (!isNode(element) || typeof element.tag !== 'string') throw invalid('an element without a tag');
  const { tag } = element;
  const allowed = properties[tag];
  if (!allowed) throw invalid(`unknown tag ${tag}`);
  only(element, allowed, tag);
  // The platform does not say what it counts; every element and every text in one is the strictest reading.
  walk.elements += 1;
  if (parents.length >= maxNesting) throw invalid(`${tag} is nested too deep`);
  checkId(element, walk.ids);

  const inForm = parents.includes('form');
  if (tag === 'form') {
    if (parents.length > 0) throw invalid('form is only allowed at the root of the body');
    takeName(element, walk.names);
  }
  if (interactive.has(tag)) {
    if (inForm) takeName(element, walk.names);
    else if (element.name !== undefined) takeName(element, walk.names);
    if (!inForm && element.form_action_type !== undefined) throw invalid('form_action_type outside a form');
    if (!inForm && element.required !== undefined) throw invalid('required outside a form');
    checkBehaviors(element.behaviors);
  }
  if (tag === 'input') checkInput(element);
  if (tag === 'button') checkText(element.text, 'button.text');
  if (tag === 'column_set' && !flexModes.includes(asText(element.flex_mode ?? 'none'))) throw invalid('flex_mode');

  for (const text of [element.text, element.placeholder, element.label].filter(isNode)) {
    walk.elements += 1;
    checkText(text, tag);
  }
  for (const field of (element.fields ?? []) as Node[]) {
    walk.elements += 1;
    only(field, ['is_short', 'text'], 'div.fields');
    checkText(field.text, 'div.fields.text');
  }
  for (const option of (element.options ?? []) as Node[]) only(option, ['text', 'value', 'icon'], `${tag}.options`);
  if (tag === 'collapsible_panel' && isNode(element.header)) checkText(element.header.title, 'collapsible_panel.header');
  const children = [...((element.elements ?? []) as unknown[]), ...((element.columns ?? []) as unknown[])];
  for (const child of children) checkElement(child, { parents: [...parents, tag], walk });
}

function checkInput(node: Node): void {
  const length = node.max_length ?? 1_000;
  if (typeof length !== 'number' || length < 1 || length > 1_000) throw invalid('input.max_length is not within 1 to 1000');
  if (isNode(node.placeholder) && String(node.placeholder.content).length > 100)
    throw invalid('input.placeholder is longer than 100');
  if (asText(node.default_value ?? '').length > length) throw invalid('input.default_value is longer than max_length');
}

function checkBehaviors(behaviors: unknown): void {
  for (const behavior of (behaviors ?? []) as Node[]) {
    if (behavior.type !== 'callback' && behavior.type !== 'open_url') throw invalid('behaviors.type');
    // The long connection supports only objects here (§2.2.4).
    if (behavior.type === 'callback' && !isNode(behavior.value)) throw invalid('behaviors.value is not an object');
  }
}

function checkText(node: unknown, where: string): void {
  if (!isNode(node) || (node.tag !== 'plain_text' && node.tag !== 'lark_md')) throw invalid(`${where} is not a text`);
  only(node, properties[node.tag] ?? [], where);
  if (typeof node.content !== 'string') throw invalid(`${where}.content is not a string`);
}

function checkId(node: Node, ids: Set<string>): void {
  if (node.element_id === undefined) return;
  const id = asText(node.element_id);
  if (!/^[A-Za-z][A-Za-z0-9_]{0,19}$/.test(id) || ids.has(id)) throw invalid(`element_id ${id}`);
  ids.add(id);
}

function takeName(node: Node, names: Set<string>): void {
  if (typeof node.name !== 'string' || node.name === '') throw invalid(`${String(node.tag)} without a name`);
  if (names.has(node.name)) throw invalid(`name ${node.name} is used twice`);
  names.add(node.name);
}

function only(node: Node, allowed: readonly string[], where: string): void {
  const unknown = Object.keys(node).find((key) => key !== 'tag' && !allowed.includes(key));
  if (unknown) throw invalid(`unknown property ${unknown} in ${where}`);
}
