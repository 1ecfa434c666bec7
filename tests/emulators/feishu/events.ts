import { newId } from './world.ts';
import type { EmulatedChat, EmulatedMessage, EmulatedPerson, World } from './world.ts';

/** Event bodies as in facts/messengers §2.2.4 and §2.2.5. */

const tenant_key = '2df73991750b5c1e';

export interface FeishuEvent {
  schema: '2.0';
  header: { event_id: string; event_type: string; token: string; create_time: string; app_id: string; tenant_key: string };
  event: Record<string, unknown>;
}

function envelope(world: World, verificationToken: string, event_type: string, event: Record<string, unknown>): FeishuEvent {
  const header = {
    event_id: newId('ev'),
    event_type,
    token: verificationToken,
    create_time: String(Date.now()),
    app_id: world.appId,
    tenant_key,
  };
  return { schema: '2.0', header, event };
}

const personIds = (id: string) => ({ open_id: id, union_id: id.replace('ou_', 'on_'), user_id: '' });

/**
 * A message of a person. Mentions are written `@bot`, `@all` and `@<open_id>`; they become `@_user_1`, … with an entry
 * each, except `@_all`, which has none.
 */
export function messageEvent(
  world: World,
  verificationToken: string,
  said: {
    message: EmulatedMessage;
    chat: EmulatedChat;
    text: string;
    type: 'text' | 'post' | 'image' | 'file';
    files: { name: string; bytes: Uint8Array }[];
  },
): FeishuEvent {
  const { message, chat, type } = said;
  const mentions: Record<string, unknown>[] = [];
  const text = said.text.replace(/@(bot|all|ou_\w+)/g, (whole, who: string) => {
    if (who === 'all') return '@_all';
    const person: EmulatedPerson | undefined = who === 'bot' ? world.bot : world.people.get(who);
    if (!person) return whole;
    const key = `@_user_${mentions.length + 1}`;
    mentions.push({
      key,
      id: personIds(person.id),
      name: person.name,
      mentioned_type: who === 'bot' ? 'bot' : 'user',
      tenant_key,
    });
    return key;
  });
  message.content = JSON.stringify(contentOf(world, { ...said, text }));
  return envelope(world, verificationToken, 'im.message.receive_v1', {
    sender: { sender_id: personIds(message.from), sender_type: 'user', tenant_key },
    message: {
      message_id: message.messageId,
      ...(message.parentId ? { root_id: message.parentId, parent_id: message.parentId } : {}),
      create_time: String(message.createdAt),
      update_time: String(message.createdAt),
      chat_id: chat.id,
      chat_type: chat.kind,
      message_type: type,
      content: message.content,
      ...(mentions.length > 0 ? { mentions } : {}),
    },
  });
}

/** §2.2.5: pictures stand in a post, or alone; a file stands alone. */
function contentOf(world: World, { message, text, type, files }: Parameters<typeof messageEvent>[2]): Record<string, unknown> {
  const keep = ({ bytes }: { bytes: Uint8Array }, prefix: 'img_v3' | 'file_v3'): string => {
    const key = newId(prefix);
    world.resources.set(key, { messageId: message.messageId, bytes });
    return key;
  };
  const [first] = files;
  switch (type) {
    case 'text':
      return { text };
    case 'post': {
      const pictures = files.map((file) => [{ tag: 'img', image_key: keep(file, 'img_v3') }]);
      return { title: '', content: [...text.split('\n').map(postParagraph), ...pictures] };
    }
    case 'image':
      return { image_key: keep(first!, 'img_v3') };
    case 'file':
      return { file_key: keep(first!, 'file_v3'), file_name: first!.name };
  }
}

function postParagraph(line: string): Record<string, unknown>[] {
  return line
    .split(/(@_user_\d+)/)
    .filter(Boolean)
    .map((part) =>
      /^@_user_\d+$/.test(part) ? { tag: 'at', user_id: part, style: [] } : { tag: 'text', text: part, style: [] },
    );
}

export function tapEvent(
  world: World,
  verificationToken: string,
  tapped: { message: EmulatedMessage; person: string; action: Record<string, unknown> },
): FeishuEvent {
  const { user_id: _user, ...operator } = personIds(tapped.person);
  return envelope(world, verificationToken, 'card.action.trigger', {
    operator: { tenant_key, ...operator },
    token: `c-${newId('ev')}`,
    action: { timezone: 'Asia/Shanghai', ...tapped.action },
    host: 'im_message',
    context: { open_message_id: tapped.message.messageId, open_chat_id: tapped.message.chat },
  });
}

export function botAddedEvent(world: World, verificationToken: string, chat: string, operator: string): FeishuEvent {
  return envelope(world, verificationToken, 'im.chat.member.bot.added_v1', {
    chat_id: chat,
    operator_id: personIds(operator),
    external: false,
    operator_tenant_key: tenant_key,
  });
}
