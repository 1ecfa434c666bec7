import { mailLimits } from './limits.ts';

/** RFC 5322 msg-id, loosely: brackets, no spaces, an @. Bounded so that a hostile header stays cheap. */
const messageId = /<[^<>\s@]{1,250}@[^<>\s@]{1,250}>/g;

/** All message ids in a header value or text, in order, each once. */
export function messageIds(text: string | undefined): string[] {
  if (!text) return [];
  return [...new Set(text.match(messageId) ?? [])].slice(-mailLimits.references);
}
