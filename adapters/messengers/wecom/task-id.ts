import { createHash } from 'node:crypto';

/**
 * Unique per bot, at most 128 bytes of `[0-9A-Za-z_\-@]` (facts/messengers §4.4). Made of the post's key, so that a second
 * try has the same one: the platform then answers 42014, and the card is there already.
 * @param nonce tells a fresh card from one whose id was used up by a try that was refused
 */
export function taskIdOf(post: { chat: string; key: string; ticket: number | undefined; nonce: number }): string {
  const digest = createHash('sha256').update(`${post.chat}\n${post.key}`).digest('base64url').slice(0, 24);
  return `t${post.ticket ?? 0}-${digest}-${post.nonce}`;
}
