import type { MarketplaceEvent } from '../../src/ports/marketplace-event.ts';

/**
 * Keeps a doubtful message out of the conversation it claims to belong to: there it would redirect the next answer and
 * pass for the buyer. It becomes a conversation of its own, with its warning, for a person to judge; nothing is dropped.
 */
export function quarantined(event: MarketplaceEvent): MarketplaceEvent {
  if (event.kind !== 'buyer_message' || event.flags?.suspectedPhishing === undefined) return event;
  const { inReplyTo: _, ...message } = event;
  return { ...message, thread: `doubtful:${message.thread}` };
}
