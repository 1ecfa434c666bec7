import type { PolledEvent } from '../../../src/ports/marketplace.ts';
import { bodyHash } from '../../webhooks/body-hash.ts';
import { id } from './fields.ts';

/** What a conversation's list entry says about those in it. */
export interface PolledConversation {
  id: string;
  participants?: unknown;
  can_send_message?: unknown;
}

/** The body has one of these kinds; beside it what TikTok answered, untouched. */
export type PolledKind = 'message' | 'order' | 'return' | 'cancellation';

export const polledMessage = (conversation: PolledConversation, message: { id: string }): PolledEvent =>
  polled('message', `message ${message.id}`, { conversation, message });

export const polledOrder = (order: Entry): PolledEvent => polled('order', stateOf('order', order.id, order), { order });
export const polledReturn = (entry: Entry): PolledEvent =>
  polled('return', stateOf('return', entry.return_id, entry), { return: entry });
export const polledCancellation = (entry: Entry): PolledEvent =>
  polled('cancellation', stateOf('cancellation', entry.cancel_id, entry), { cancellation: entry });

export type Entry = Record<string, unknown>;

const polled = (kind: PolledKind, externalId: string, what: object): PolledEvent => ({
  externalId,
  body: JSON.stringify({ kind, ...what }),
});

/**
 * `order 576653688135258178 1763603600 5f1c…`: TikTok counts in seconds, and within one an order may be placed and its
 * cancellation asked for; the hash tells the two apart. @throws ZodError for an entry without an id
 */
const stateOf = (kind: PolledKind, named: unknown, entry: Entry): string => {
  const { update_time, create_time } = entry;
  const hash = bodyHash(Buffer.from(JSON.stringify(entry))).slice(0, 12);
  return `${kind} ${id.parse(named)} ${JSON.stringify(update_time ?? create_time ?? 0)} ${hash}`;
};
