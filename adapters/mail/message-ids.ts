import { mailLimits } from './limits.ts';

/** RFC 5322 msg-id, loosely: brackets, visible characters, an @. Bounded so that a hostile header stays cheap. */
const messageId = /<[^<>@\s\p{C}]{1,250}@[^<>@\s\p{C}]{1,250}>/gu;

/** All message ids in a header value or text, in order, each once. */
export function messageIds(text: string | undefined): string[] {
  if (!text) return [];
  return [...new Set(text.match(messageId) ?? [])].slice(-mailLimits.references);
}
