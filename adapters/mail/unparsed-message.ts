import type { BuyerMessage, StoredEvent } from '../../src/ports/marketplace.ts';

/** The way out when nothing else is left: the bytes as text, so that a person can read what no program understood. */
export function unparsedMessage(event: StoredEvent, reason: string): BuyerMessage {
  const text = new TextDecoder().decode(event.body.subarray(0, 20_000)).replaceAll('\0', '').trim();
  return {
    kind: 'buyer_message',
    externalId: event.externalId,
    thread: `unparsed:${event.externalId}`,
    buyer: { id: `unparsed:${event.externalId}`, name: '' },
    text,
    sentAt: event.receivedAt,
    replyAddress: {},
    flags: { unparsed: reason },
  };
}
