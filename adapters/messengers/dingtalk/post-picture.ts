import type { Messenger } from '../../../src/ports/messenger.ts';
import { createRecent } from '../../outbound/recent.ts';
import type { Conversations } from './conversations.ts';
import type { RobotMessages } from './robot-messages.ts';

const remembered = 1_000;

/**
 * A picture as a message of its own: the template's parts show no pictures that may be absent, while markdown takes a media
 * id as the address of one (facts/messengers §3.6). Two calls of the month. Within one run a retry finds what was posted.
 */
export function createPicturePoster(parts: {
  upload: Messenger['upload'];
  messages: RobotMessages;
  conversations: Conversations;
}): NonNullable<Messenger['postPicture']> {
  const { upload, messages, conversations } = parts;
  const uploaded = createRecent<string>(remembered);
  const posted = createRecent<{ messageId: string }>(remembered);

  return async ({ chat, name, type, bytes, caption, key }) => {
    const known = posted.get(`${chat} ${key}`);
    if (known) return known;
    const media = uploaded.get(key) ?? (await upload({ name, type, bytes })).key;
    uploaded.set(key, media);
    const text = `**${caption}**\n\n![${caption}](${media})`;
    const content = { msgKey: 'sampleMarkdown' as const, msgParam: { title: caption, text } };
    const person = conversations.personOf(chat);
    const sent = await (person === undefined
      ? messages.toGroup({ chat, content, urgent: false })
      : messages.toPerson({ person, content, urgent: false }));
    posted.set(`${chat} ${key}`, sent);
    return sent;
  };
}
