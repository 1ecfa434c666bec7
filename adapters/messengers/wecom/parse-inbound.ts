import { z } from 'zod';
import type { Saying, Tap } from '../../../src/ports/messenger.ts';
import type { Identity } from './identity.ts';
import { content, filesOf, mentionsIn, stripMention, wordsOf } from './parse-content.ts';
import type { WecomFile } from './parse-content.ts';
import { readTapKey } from './tap-key.ts';
import type { TapKey } from './tap-key.ts';

/** Bodies of pushes, the same over the long connection and over callbacks (facts/messengers §4.2, §4.3). */
const envelope = z.looseObject({
  msgid: z.string().min(1),
  chatid: z.string().optional(),
  chattype: z.string().optional(),
  from: z.looseObject({ userid: z.string().min(1) }),
  msgtype: z.string(),
});

const messageBody = envelope.and(content).and(z.looseObject({ quote: content.optional(), response_url: z.url().optional() }));

const selected = z
  .object({
    selected_item: z.array(z.object({ question_key: z.string(), option_ids: z.object({ option_id: z.array(z.string()) }) })),
  })
  .optional();
const click = z.looseObject({ event_key: z.string(), task_id: z.string(), selected_items: selected });

/** The wire nests the click, the SDK's typing does not: nested first, flat as a fallback (§4.1). */
const event = z.looseObject({ eventtype: z.string(), template_card_event: click.optional() });
const eventBody = envelope.and(z.looseObject({ event }));

export interface Place {
  chat: string;
  chatKind: 'group' | 'direct';
  person: string;
}

export type Pushed =
  | { kind: 'said'; saying: Saying; files: WecomFile[]; responseUrl: string | undefined }
  | { kind: 'tapped'; tap: Tap; step: TapKey['step'] }
  | { kind: 'entered'; place: Place }
  /** Of another bot, or a key that is none of ours. */
  | { kind: 'foreign' }
  /** Nothing for us, such as feedback. */
  | { kind: 'other' };

/**
 * What a push means to the product.
 * @throws ZodError on an unknown shape
 */
export function parsePush(
  body: unknown,
  known: { botName: string | undefined; botId?: string | undefined; identity: Identity },
): Pushed {
  const { msgtype, aibotid } = z.looseObject({ msgtype: z.string(), aibotid: z.string().optional() }).parse(body);
  if (known.botId !== undefined && aibotid !== undefined && aibotid !== known.botId) return { kind: 'foreign' };
  return msgtype === 'event' ? parseEvent(body, known.identity) : parseMessage(body, known);
}

function parseMessage(body: unknown, { botName, identity }: { botName: string | undefined; identity: Identity }): Pushed {
  const message = messageBody.parse(body);
  const files = filesOf(message);
  const words = wordsOf(message) ?? (files.length > 0 ? '' : null);
  if (words === null) return { kind: 'other' };
  const place = placeOf(message);
  const text = stripMention(words, botName, place.chatKind);
  const quoted = message.quote ? wordsOf(message.quote) : null;
  return {
    kind: 'said',
    files,
    responseUrl: message.response_url,
    saying: {
      messenger: 'wecom',
      eventId: message.msgid,
      messageId: message.msgid,
      chat: place.chat,
      chatKind: place.chatKind,
      person: personOf(place.person, identity),
      text,
      mentions: mentionsIn(text, identity.names(), identity.idOf),
      ...(quoted === null ? {} : { quotedText: quoted }),
    },
  };
}

function parseEvent(body: unknown, identity: Identity): Pushed {
  const { eventtype } = z.looseObject({ event: z.looseObject({ eventtype: z.string() }) }).parse(body).event;
  if (eventtype === 'enter_chat') return { kind: 'entered', place: placeOf(envelope.parse(body)) };
  if (eventtype !== 'template_card_event') return { kind: 'other' };
  const pushed = eventBody.parse(body);
  const { event_key, task_id, selected_items } = pushed.event.template_card_event ?? click.parse(pushed.event);
  const key = readTapKey(event_key);
  if (!key) return { kind: 'foreign' };
  const { chat, person } = placeOf(pushed);
  const answers = (selected_items?.selected_item ?? []).map(({ question_key, option_ids }) => [
    question_key,
    option_ids.option_id.join(','),
  ]);
  const { step, action, ticket, version } = key;
  return {
    kind: 'tapped',
    step,
    tap: {
      messenger: 'wecom',
      eventId: pushed.msgid,
      chat,
      messageId: task_id,
      person: personOf(person, identity),
      action,
      ticket,
      version,
      form: Object.fromEntries(answers) as Record<string, string>,
    },
  };
}

/** A single chat has no id of its own: the person stands for it (§4.2). */
function placeOf(body: z.infer<typeof envelope>): Place {
  const single = body.chattype === 'single' || body.chatid === undefined || body.chatid === '';
  return {
    chat: single ? body.from.userid : (body.chatid ?? ''),
    chatKind: single ? 'direct' : 'group',
    person: body.from.userid,
  };
}

function personOf(id: string, identity: Identity): { id: string; name?: string } {
  const name = identity.known(id);
  return { id, ...(name === undefined ? {} : { name }) };
}
