import { z } from 'zod';
import type { ActionName } from '../../../cards/card.ts';
import { actionIn } from './button-slots.ts';
import { buttonOrder } from './template-variables.ts';

/** Robot messages (facts/messengers §3.3) and card callbacks (§3.4) as they stand in `data` of a frame. */

const atUser = z.object({ dingtalkId: z.string().optional(), staffId: z.string().optional() });

const robotMessage = z.object({
  conversationId: z.string().min(1),
  conversationType: z.enum(['1', '2']),
  conversationTitle: z.string().optional(),
  chatbotUserId: z.string().optional(),
  robotCode: z.string().optional(),
  msgId: z.string().min(1),
  senderId: z.string().min(1),
  senderStaffId: z.string().optional(),
  senderNick: z.string().optional(),
  atUsers: z.array(atUser).optional(),
  sessionWebhook: z.string().optional(),
  sessionWebhookExpiredTime: z.number().optional(),
  msgtype: z.string(),
  text: z.looseObject({ content: z.string() }).optional(),
  content: z.unknown().optional(),
  // In no document, see `quotedMessages` in config.ts.
  originalProcessQueryKey: z.string().optional().catch(undefined),
});

const richText = z.object({
  richText: z.array(z.looseObject({ text: z.string().optional(), downloadCode: z.string().optional() })),
});
/** A picture or a film, which have no name, or a file, which has one (§3.3). */
const media = z.object({ downloadCode: z.string(), fileName: z.string().optional() });
/** Speech arrives as text already (§3.3). */
const spoken = z.object({ recognition: z.string() });

/** The quoted words by third-party reports; their shape for cards is unknown. */
const repliedTo = z.object({ repliedMsg: z.object({ content: z.object({ text: z.string() }) }) });

/** What a person sent along; the code is good for a while. */
export interface RobotFile {
  downloadCode: string;
  name: string;
}

export interface RobotMessage {
  messageId: string;
  chat: string;
  chatKind: 'group' | 'direct';
  chatName?: string;
  person: { id: string; name?: string };
  /** As it came: where mentions are removed is up to name-mentions.ts. */
  text: string;
  /** People mentioned besides the bot; without an id when they are of another organisation. */
  mentioned: { id?: string }[];
  /** Whether the bot's own mention stands in the text: it does in richText, and a plain text has lost it (§3.3). */
  botIsNamed: boolean;
  robotCode?: string;
  session?: { url: string; until: number };
  /** processQueryKey, which for a card is its carrierId. */
  quotes?: string;
  quotedText?: string;
  files?: RobotFile[];
}

/** A message to the bot; null when it says nothing: stickers, what is of an unknown type. @throws ZodError on an unknown shape, SyntaxError on no JSON */
export function parseMessage(data: string): RobotMessage | null {
  const message = robotMessage.parse(JSON.parse(data));
  const files = filesOf(message);
  const text = wordsOf(message) ?? (files.length > 0 ? '' : null);
  if (text === null) return null;
  const quoted = repliedTo.safeParse(message.text);
  const { sessionWebhook: url, sessionWebhookExpiredTime: until } = message;
  return {
    messageId: message.msgId,
    chat: message.conversationId,
    chatKind: message.conversationType === '1' ? 'direct' : 'group',
    ...(message.conversationTitle ? { chatName: message.conversationTitle } : {}),
    // People outside the organisation have no staffId.
    person: {
      id: message.senderStaffId || message.senderId,
      ...(message.senderNick ? { name: message.senderNick } : {}),
    },
    text,
    mentioned: (message.atUsers ?? [])
      .filter(({ dingtalkId }) => dingtalkId === undefined || dingtalkId !== message.chatbotUserId)
      .map(({ staffId }) => (staffId ? { id: staffId } : {})),
    botIsNamed: message.msgtype === 'richText',
    ...(message.robotCode ? { robotCode: message.robotCode } : {}),
    ...(url && until ? { session: { url, until } } : {}),
    ...(message.originalProcessQueryKey ? { quotes: message.originalProcessQueryKey } : {}),
    ...(quoted.success ? { quotedText: quoted.data.repliedMsg.content.text } : {}),
    ...(files.length > 0 ? { files } : {}),
  };
}

function wordsOf({ msgtype, text, content }: z.infer<typeof robotMessage>): string | null {
  switch (msgtype) {
    case 'text':
      return text?.content ?? null;
    case 'richText': {
      const words = richText.parse(content).richText.map((fragment) => fragment.text ?? '');
      return words.some(Boolean) ? words.join('') : null;
    }
    case 'audio':
      return spoken.safeParse(content).data?.recognition ?? null;
    default:
      return null;
  }
}

function filesOf({ msgtype, content }: z.infer<typeof robotMessage>): RobotFile[] {
  const named = (name: string): RobotFile[] => {
    // Other media types than these in groups are UNCONFIRMED: what has no code says nothing.
    const { data } = media.safeParse(content);
    return data ? [{ downloadCode: data.downloadCode, name: data.fileName || name }] : [];
  };
  switch (msgtype) {
    case 'richText':
      return richText
        .parse(content)
        .richText.flatMap(({ downloadCode }) => (downloadCode ? [{ downloadCode, name: 'picture.jpg' }] : []));
    case 'picture':
      return named('picture.jpg');
    case 'file':
      return named('file');
    case 'video':
      return named('video.mp4');
    default:
      return [];
  }
}

const callback = z.object({
  outTrackId: z.string().min(1),
  userId: z.string().min(1),
  spaceType: z.string().optional(),
  spaceId: z.string(),
  content: z.string(),
});

/** A number wherever a variable of the template may have made it one. */
const digits = z.union([z.string().regex(/^\d{1,15}$/), z.number().int().nonnegative()]).transform(Number);
/** A choice comes as its place and value; several as lists (§3.5). */
const choice = z.object({ value: z.union([z.string(), z.array(z.string())]) });
const fieldValue = z.union([
  z.string(),
  z.number().transform(String),
  z.boolean().transform(String),
  choice.transform(({ value }) => [value].flat().join(',')),
]);

const tapContent = z.object({
  cardPrivateData: z.object({
    params: z.object({
      a: z.enum(buttonOrder),
      // Empty on a card that is about no ticket.
      t: z.union([digits, z.literal('').transform(() => 0)]),
      v: digits,
      form: z.record(z.string(), fieldValue.nullish()).nullish(),
    }),
  }),
});

export interface CardTap {
  messageId: string;
  /** The group, or the person in whose single chat with the bot the card is. */
  space: { kind: 'group' | 'direct'; id: string };
  person: string;
  action: ActionName;
  ticket: number;
  version: number;
  form: Record<string, string>;
}

/** A tap on one of our cards, `foreign` when its parameters are not ours. @throws ZodError on an unknown shape, SyntaxError on no JSON */
export function parseTap(data: string): CardTap | 'foreign' {
  const { outTrackId, userId, spaceType, spaceId, content } = callback.parse(JSON.parse(data));
  const tapped = tapContent.safeParse(JSON.parse(content));
  if (!tapped.success) return 'foreign';
  const { a, t, v, form } = tapped.data.cardPrivateData.params;
  const filled = Object.entries(form ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    messageId: outTrackId,
    space: { kind: spaceType === 'IM_ROBOT' ? 'direct' : 'group', id: spaceId },
    person: userId,
    action: actionIn({ slot: a, ticket: t }),
    ticket: t,
    version: v,
    form: Object.fromEntries(filled),
  };
}
