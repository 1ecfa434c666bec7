import { createCipheriv, randomBytes } from 'node:crypto';
import type { Node } from './frames.ts';
import { newId } from './world.ts';
import type { EmulatedChat, EmulatedMessage, World } from './world.ts';

/** Bodies of callbacks as in facts/messengers §4.2; the callback mode has the same ones (§4.3). */

export interface Said {
  type: 'text' | 'mixed' | 'image' | 'file' | 'voice' | 'video';
  text: string;
  /** Contents of pictures or of the file. */
  files: { name: string; bytes: Uint8Array }[];
  /** What the person sees of the message quoted; its id is not told. */
  quotes?: Node;
}

function envelope(world: World, place: { chat: EmulatedChat; person: string; msgtype: string }): Node {
  return {
    msgid: newId('CAIQ'),
    create_time: Math.floor(Date.now() / 1_000),
    aibotid: world.botId,
    ...(place.chat.kind === 'group' ? { chatid: place.chat.id } : {}),
    chattype: place.chat.kind,
    from: { userid: place.person },
    msgtype: place.msgtype,
  };
}

export function messageBody(world: World, place: { chat: EmulatedChat; person: string }, said: Said): Node {
  const responseCode = newId('code-');
  world.responseCodes.set(responseCode, { chat: place.chat.id, createdAt: Date.now() });
  return {
    ...envelope(world, { ...place, msgtype: said.type }),
    response_url: `${world.url}/cgi-bin/aibot/response?response_code=${responseCode}`,
    ...saidContent(world, said),
    ...(said.quotes ? { quote: said.quotes } : {}),
  };
}

/** The part of a message body that its type names. */
export function saidContent(world: World, said: Said): Node {
  const text = expandMentions(world, said.text);
  const [first] = said.files;
  switch (said.type) {
    case 'text':
      return { text: { content: text } };
    case 'voice':
      return { voice: { content: text } };
    case 'mixed':
      return {
        mixed: {
          msg_item: [
            { msgtype: 'text', text: { content: text } },
            ...said.files.map((file) => ({ msgtype: 'image', image: hostFile(world, file) })),
          ],
        },
      };
    case 'image':
    case 'file':
    case 'video':
      if (!first) throw new Error(`a message of type ${said.type} needs a file`);
      return { [said.type]: hostFile(world, first) };
  }
}

/** `@bot` and `@<person id>` become `@` and the name: mentions arrive as words, that of the bot included (§4.2). */
function expandMentions(world: World, text: string): string {
  const names = new Map([['bot', world.bot.name], ...[...world.people.values()].map(({ id, name }) => [id, name] as const)]);
  return text.replace(/@([\w-]+)/g, (whole, who: string) => (names.has(who) ? `@${names.get(who)}` : whole));
}

/** A link that lives 5 min to bytes sealed with a key of their own: AES-256-CBC, padded to 32 bytes (§4.2). */
function hostFile(world: World, file: { name: string; bytes: Uint8Array }): Node {
  const key = randomBytes(32);
  const padding = 32 - (file.bytes.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const sealed = Buffer.concat([cipher.update(file.bytes), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]);
  const id = newId('file-');
  world.files.set(id, { bytes: sealed, name: file.name, createdAt: Date.now() });
  return { url: `${world.url}/media/${id}`, aeskey: key.toString('base64') };
}

export function enterChatBody(world: World, place: { chat: EmulatedChat; person: string }): Node {
  return { ...envelope(world, { ...place, msgtype: 'event' }), event: { eventtype: 'enter_chat' } };
}

export function clickBody(
  world: World,
  place: { chat: EmulatedChat; person: string },
  click: { message: EmulatedMessage; card: Node; key: string; selected?: Node },
): Node {
  const template_card_event = {
    card_type: click.card.card_type,
    event_key: click.key,
    task_id: click.message.taskId,
    ...(click.selected ? { selected_items: click.selected } : {}),
  };
  // Nested, whatever the SDK's typing says (§4.1).
  return { ...envelope(world, { ...place, msgtype: 'event' }), event: { eventtype: 'template_card_event', template_card_event } };
}

/** How the platform asks for more of an unfinished stream in callback mode (§4.3). */
export function refreshBody(world: World, place: { chat: EmulatedChat; person: string }, streamId: string): Node {
  return { ...envelope(world, { ...place, msgtype: 'stream' }), stream: { id: streamId } };
}
