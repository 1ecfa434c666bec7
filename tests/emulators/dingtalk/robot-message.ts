import { dingtalkId, newId } from './world.ts';
import type { EmulatedChat, EmulatedPerson, World } from './world.ts';

export interface Said {
  chat: string;
  person: string;
  /** Mentions are written `@bot` and `@<userId>`. */
  text: string;
  type?: 'text' | 'richText';
  /** A picture at the end of a richText. */
  picture?: Uint8Array;
  /**
   * Fields added to the payload as they stand, for what facts/messengers §3.3 leaves open: quoted context is in no document,
   * other media types in groups are UNCONFIRMED.
   */
  undocumented?: Record<string, unknown>;
}

export interface MessageOptions {
  /** Whether names of other people stay in a text is UNCONFIRMED (§3.3). */
  otherMentions: 'kept' | 'removed';
  /** About an hour and a half in the samples of §3.6. */
  sessionTtlMs: number;
}

/** The payload of `/v1.0/im/bot/messages/get`, §3.3. */
export function robotMessage(
  world: World,
  said: Said & { chat: string; base: string; msgId: string },
  options: MessageOptions,
): Record<string, unknown> {
  const chat = world.chats.get(said.chat) as EmulatedChat;
  const person = world.people.get(said.person) as EmulatedPerson;
  const now = Date.now();
  const session = newId('');
  const sessionWebhookExpiredTime = now + options.sessionTtlMs;
  world.sessions.set(session, { chat: chat.id, expiresAt: sessionWebhookExpiredTime });
  const mentioned = [...said.text.matchAll(mention(world))].map(([, id]) => id ?? '');
  return {
    conversationId: chat.id,
    conversationType: chat.kind === 'group' ? '2' : '1',
    ...(chat.kind === 'group' ? { conversationTitle: chat.title } : {}),
    chatbotCorpId: world.corpId,
    chatbotUserId: dingtalkId(world.bot.id),
    robotCode: world.robotCode,
    msgId: said.msgId,
    createAt: now,
    senderId: dingtalkId(person.id),
    ...(person.outside ? {} : { senderStaffId: person.id, senderCorpId: world.corpId }),
    senderNick: person.name,
    isAdmin: false,
    isInAtList: mentioned.includes('bot'),
    ...(chat.kind === 'group' ? { atUsers: [...new Set(mentioned)].map((id) => atUser(world, id)) } : {}),
    sessionWebhook: `${said.base}/robot/sendBySession?session=${session}`,
    sessionWebhookExpiredTime,
    ...(said.type === 'richText' ? richText(world, said) : text(world, said, options)),
    ...said.undocumented,
  };
}

/** `@bot` or the id of somebody known, longest first so that no id hides in another. */
function mention(world: World): RegExp {
  const ids = [...world.people.keys()].sort((a, b) => b.length - a.length).map((id) => RegExp.escape(id));
  return new RegExp(`@(${['bot', ...ids].join('|')})`, 'g');
}

function atUser(world: World, id: string): Record<string, string> {
  const inside = id !== 'bot' && !world.people.get(id)?.outside;
  return { dingtalkId: dingtalkId(id), ...(inside ? { staffId: id } : {}) };
}

/** The bot's own mention is gone and the space after it stays (§3.3). */
function text(world: World, said: Said, options: MessageOptions): Record<string, unknown> {
  const content = said.text.replace(mention(world), (_, id: string) => {
    if (id === 'bot' || options.otherMentions === 'removed') return '';
    return `@${world.people.get(id)?.name}`;
  });
  return { msgtype: 'text', text: { content } };
}

/** No mention is removed; each is a fragment of its own (§3.3). */
function richText(world: World, said: Said): Record<string, unknown> {
  const fragments: Record<string, string>[] = said.text
    .split(new RegExp(`(${mention(world).source.replace('(', '(?:')})`))
    .filter(Boolean)
    .map((part) => {
      const id = part.startsWith('@') ? part.slice(1) : '';
      const name = id === 'bot' ? world.bot.name : world.people.get(id)?.name;
      return { text: name ? `@${name}` : part };
    });
  if (said.picture) {
    const downloadCode = newId('dl-');
    world.files.set(downloadCode, said.picture);
    fragments.push({ type: 'picture', downloadCode });
  }
  return { msgtype: 'richText', content: { richText: fragments } };
}
