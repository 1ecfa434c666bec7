import { maskContacts } from './mask.ts';
import { byteLength, shorten } from './shorten.ts';
import type { Words } from './words.ts';

/**
 * A post is a list of paragraphs; its `text` nodes are literal, so quoted buyers' words cannot mention anybody or hide a
 * link. Shape: documentation page 发送消息 content 说明, and `markdownToPost` in the SDK's source.
 */
interface Post {
  zh_cn: { title: string; content: ({ tag: 'text'; text: string } | { tag: 'at'; user_id: string })[][] };
}

/** The platform takes 30 KB (facts/messengers §2.3.1); JSON escapes of line breaks and quotes count. */
const postBytes = 28_000;

/**
 * Draws text as the content of a `post` message. A `text` message would be simpler, but there `<at user_id>` anywhere in
 * the words is a mention (facts/messengers §2.3.1).
 */
export function renderText(text: string, words: Words, mention: string[] = []): string {
  const safe = maskContacts(text);
  let cap = postBytes;
  let content = draw(safe, mention);
  while (byteLength(content) > postBytes) {
    cap = Math.floor(cap * 0.9);
    content = draw(shorten(safe, cap, words), mention);
  }
  return content;
}

function draw(text: string, mention: string[]): string {
  const paragraphs: Post['zh_cn']['content'] = text.split('\n').map((line) => [{ tag: 'text', text: line }]);
  paragraphs[0]?.unshift(
    ...mention.flatMap((id) => [
      { tag: 'at' as const, user_id: id },
      { tag: 'text' as const, text: ' ' },
    ]),
  );
  const post: Post = { zh_cn: { title: '', content: paragraphs } };
  return JSON.stringify(post);
}
