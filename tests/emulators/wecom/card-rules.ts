import { z } from 'zod';
import { isNode } from './frames.ts';
import type { Node } from './frames.ts';
import { Refusal } from './refusal.ts';

/**
 * What the platform refuses about a template_card: counts, bytes, required fields, repeated keys (facts/messengers §4.4).
 * Written from the facts, not from the adapter. Character recommendations are no refusal: see card-cuts.ts. Which fields
 * a type must have beyond `card_action` the facts leave open; the strictest reading is taken: what makes it interactive.
 */

const text = z.string().min(1);
const bytes = (most: number) => text.refine((value) => Buffer.byteLength(value) <= most, `exceed max length ${most}`);
const key = bytes(1_024);

/** A part whose `type` says what it leads to, and which field it then needs. */
function leading(shape: z.ZodRawShape, needed: Record<number, string>) {
  return z.looseObject({ ...shape, type: z.number().default(0) }).superRefine((part, context) => {
    const type = Number(part.type);
    const field = needed[type];
    if (type !== 0 && !field) context.addIssue({ code: 'custom', message: 'invalid type' });
    const missing = field !== undefined && (typeof part[field] !== 'string' || part[field] === '');
    if (missing) context.addIssue({ code: 'custom', message: `missing ${field}` });
  });
}

function unlike<T>(entries: readonly T[], keyOf: (entry: T) => string): boolean {
  return new Set(entries.map(keyOf)).size === entries.length;
}

const options = (most: number) =>
  z
    .array(z.looseObject({ id: bytes(128), text }))
    .min(1)
    .max(most)
    .refine((list) => unlike(list, ({ id }) => id), 'option id is not unique');

const selection = z.looseObject({ question_key: key, title: z.string().optional(), option_list: options(10) });

const jump = leading({ title: text, question: bytes(200).optional() }, { 1: 'url', 2: 'appid', 3: 'question' });

const common = {
  source: z.looseObject({ icon_url: z.string(), desc: z.string(), desc_color: z.number() }).partial().optional(),
  action_menu: z
    .looseObject({
      desc: text,
      action_list: z.array(z.looseObject({ text, key })).min(1).max(3),
    })
    .optional(),
  main_title: z.looseObject({ title: z.string(), desc: z.string() }).partial().optional(),
  emphasis_content: z.looseObject({ title: z.string(), desc: z.string() }).partial().optional(),
  quote_area: leading({ title: z.string().optional(), quote_text: z.string().optional() }, { 1: 'url', 2: 'appid' }).optional(),
  sub_title_text: z.string().optional(),
  horizontal_content_list: z
    .array(leading({ keyname: text, value: z.string().optional() }, { 1: 'url', 3: 'userid' }))
    .max(6)
    .optional(),
  jump_list: z.array(jump).max(3).optional(),
  card_action: leading({}, { 1: 'url', 2: 'appid' }).optional(),
  card_image: z.looseObject({ url: text, aspect_ratio: z.number().min(1.3).max(2.25).optional() }).optional(),
  image_text_area: leading(
    { image_url: text, title: z.string().optional(), desc: z.string().optional() },
    { 1: 'url', 2: 'appid' },
  ).optional(),
  vertical_content_list: z
    .array(z.looseObject({ title: text, desc: z.string().optional() }))
    .max(4)
    .optional(),
  button_selection: selection.optional(),
  button_list: z
    .array(z.looseObject({ text, style: z.number().optional(), key }))
    .max(6)
    .optional(),
  checkbox: z
    .looseObject({ question_key: key, mode: z.union([z.literal(0), z.literal(1)]).optional(), option_list: options(20) })
    .optional(),
  select_list: z.array(selection).max(3).optional(),
  submit_button: z.looseObject({ text, key }).optional(),
  task_id: bytes(128)
    .regex(/^[0-9A-Za-z_\-@]+$/)
    .optional(),
  feedback: z.looseObject({ id: bytes(256) }).optional(),
};

/** What a card of each type cannot be without. */
const required: Record<string, (keyof typeof common)[]> = {
  text_notice: ['card_action'],
  news_notice: ['card_action'],
  button_interaction: ['button_list', 'task_id'],
  vote_interaction: ['checkbox', 'submit_button', 'task_id'],
  multiple_interaction: ['select_list', 'submit_button', 'task_id'],
};

const schema = z.looseObject({ card_type: z.enum(Object.keys(required)), ...common }).superRefine((card, context) => {
  const refuse = (message: string) => context.addIssue({ code: 'custom', message });
  const needed = [...(required[card.card_type] ?? []), ...(card.action_menu ? (['task_id'] as const) : [])];
  for (const field of needed) {
    const value = card[field];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) refuse(`missing ${field}`);
  }
  if (card.card_type.endsWith('_notice') && card.card_action?.type === 0) refuse('card_action.type must be 1 or 2');
  const keys = [
    ...(card.button_list ?? []),
    ...(card.action_menu?.action_list ?? []),
    ...(card.submit_button ? [card.submit_button] : []),
  ];
  if (!unlike(keys, (button) => button.key)) refuse('button key is not unique');
  if (!unlike(card.select_list ?? [], ({ question_key }) => question_key)) refuse('question_key is not unique');
});

/** @returns the card as it was given. @throws Refusal with `invalid` */
export function checkCard(card: unknown, invalid: number): Node {
  const result = schema.safeParse(card);
  if (result.success && isNode(card)) return card;
  const [issue] = result.error?.issues ?? [];
  const where = ['template_card', ...(issue?.path ?? [])].join('.');
  throw new Refusal(invalid, `${where} ${issue?.message ?? ''}. invalid Request Parameter`);
}
