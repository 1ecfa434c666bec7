import type { TextKey, Texts } from '../src/texts/texts.ts';
import type { CardAttachment } from './card.ts';
import type { AttachmentView, MessageView } from './ticket-view.ts';

/** As many as fit below a message without pushing the buttons out of sight; the details name them all. */
const shown = 6;

/** The files that came since the team last answered, newest message's last. */
export function describeAttachments(messages: readonly MessageView[], texts: Texts): CardAttachment[] {
  const answered = messages.findLastIndex(({ author }) => author === 'seller');
  const newest = messages.findLastIndex(({ author }) => author !== 'seller');
  const since = messages.slice(answered < newest ? answered + 1 : newest, newest + 1);
  return since
    .flatMap(({ attachments }) => attachments)
    .slice(-shown)
    .map((attachment) => describe(attachment, texts));
}

function describe(view: AttachmentView, texts: Texts): CardAttachment {
  const { name, state, problem, path, link, thumbnail } = view;
  return {
    name,
    kind: thumbnail ? 'picture' : 'file',
    state,
    ...(view.size ? { size: sizeInWords(view.size) } : {}),
    ...(state === 'pending' ? { advice: texts('attachment.pending') } : {}),
    ...(state === 'broken' ? { advice: texts(`attachment.${problem ?? 'unreachable'}` as TextKey) } : {}),
    ...(path ? { path } : {}),
    ...(link ? { link } : {}),
    ...(thumbnail ? { thumbnail } : {}),
  };
}

/** `1.2 MB`, the same in both languages. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kb = bytes / 1024;
  if (kb < 1000) return `${Math.round(kb)} KB`;
  return `${(kb / 1024).toFixed(1)} MB`;
}
