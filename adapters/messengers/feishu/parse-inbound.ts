import { z } from 'zod';
import { tapActions } from '../../../cards/card.ts';
import type { Saying, Tap } from '../../../src/ports/messenger.ts';
import { parseContent } from './parse-content.ts';
import type { Resource } from './parse-content.ts';
import { neutralName } from './render-form.ts';

/**
 * Events as the SDK's EventDispatcher hands them out: `header` and `event` merged into one object, `event` last
 * (`RequestHandle.parse` in its source). `event_id` survives; `token` and `create_time` may be either one's.
 */
const person = z.object({ open_id: z.string() });

const messageEvent = z.object({
  event_id: z.string(),
  sender: z.object({ sender_id: person, sender_type: z.string() }),
  message: z.object({
    message_id: z.string(),
    parent_id: z.string().optional(),
    chat_id: z.string(),
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string(),
    mentions: z
      .array(z.object({ key: z.string(), id: z.object({ open_id: z.string().optional() }), name: z.string() }))
      .optional(),
  }),
});

const tapValue = z.object({ a: z.enum(tapActions), t: z.number().int(), v: z.number().int() });

const tapEvent = z.object({
  event_id: z.string(),
  operator: person,
  action: z.object({
    name: z.string().optional(),
    value: z.unknown(),
    option: z.string().optional(),
    form_value: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  }),
  context: z.object({ open_message_id: z.string(), open_chat_id: z.string() }),
});

/** Its `name` is left alone: the SDK takes it for the bot's, other sources for the chat's. */
const joinedEvent = z.object({ chat_id: z.string() });

/** A saying whose files are still with the platform. */
export type FeishuSaying = Omit<Saying, 'files'> & { resources?: Resource[] };

/**
 * A message to the bot; null for what is none: other bots, stickers, pictures that go past it in a group.
 * @throws ZodError on an unknown shape
 */
export function parseMessage(event: unknown, bot: string): FeishuSaying | null {
  const { event_id, sender, message } = messageEvent.parse(event);
  if (sender.sender_type !== 'user') return null;
  const content = parseContent({ type: message.message_type, content: message.content, mentions: message.mentions ?? [], bot });
  if (content === null) return null;
  // An app that may hear everything in a group hears pictures that are for somebody else.
  if (content.text === '' && content.resources.length > 0 && message.chat_type !== 'p2p' && !message.parent_id) return null;
  return {
    messenger: 'feishu',
    eventId: event_id,
    messageId: message.message_id,
    chat: message.chat_id,
    chatKind: message.chat_type === 'p2p' ? 'direct' : 'group',
    person: { id: sender.sender_id.open_id },
    text: content.text,
    mentions: content.mentions,
    ...(message.parent_id ? { quotes: message.parent_id } : {}),
    ...(content.resources.length > 0 ? { resources: content.resources } : {}),
  };
}

/** A tap on one of our cards, `foreign` when its value is not ours. @throws ZodError on an unknown shape */
export function parseTap(event: unknown): Tap | 'foreign' {
  const { event_id, operator, action, context } = tapEvent.parse(event);
  const value = tapValue.safeParse(action.value);
  if (!value.success) return 'foreign';
  return {
    messenger: 'feishu',
    eventId: event_id,
    chat: context.open_chat_id,
    messageId: context.open_message_id,
    person: { id: operator.open_id },
    action: value.data.a,
    ticket: value.data.t,
    version: value.data.v,
    form: readForm(action),
  };
}

/** The bot was added to a group. @throws ZodError on an unknown shape */
export function parseJoined(event: unknown): { messenger: string; chat: string } {
  return { messenger: 'feishu', chat: joinedEvent.parse(event).chat_id };
}

/** Fields by their neutral name. A picker outside a form answers with `option` and its own `name` instead of `form_value`. */
function readForm(action: z.infer<typeof tapEvent>['action']): Record<string, string> {
  const form: Record<string, string> = {};
  for (const [name, value] of Object.entries(action.form_value ?? {})) form[neutralName(name)] = [value].flat().join(',');
  if (action.option !== undefined && action.name) form[neutralName(action.name)] = action.option;
  return form;
}
