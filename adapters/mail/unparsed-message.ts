import type { StoredEvent } from '../../src/ports/marketplace.ts';
import type { BuyerMessage } from '../../src/ports/marketplace-event.ts';

/** The way out when nothing else is left: the bytes as text, so that a person can read what no program understood. */
export function unparsedMessage(event: StoredEvent, reason: string): BuyerMessage {
  return {
    kind: 'buyer_message',
    externalId: event.externalId,
    thread: `unparsed:${event.externalId}`,
    buyer: { id: `unparsed:${event.externalId}`, name: '' },
    text: rawText(event),
    sentAt: event.receivedAt,
    replyAddress: {},
    flags: { unparsed: reason },
  };
}

/** The message as it is, or with the raw mail as its text when neither words nor attachments were found in it. */
export function withVisibleContent(message: BuyerMessage, event: StoredEvent): BuyerMessage {
  if (message.text !== '' || message.attachments) return message;
  return { ...message, text: rawText(event), flags: { unparsed: 'no text', ...message.flags } };
}

function rawText(event: StoredEvent): string {
  return new TextDecoder().decode(event.body.subarray(0, 20_000)).replaceAll('\0', '').trim();
}
