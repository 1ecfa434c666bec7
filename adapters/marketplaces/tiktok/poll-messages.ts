import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { PolledEvent, PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { TiktokClient } from './client.ts';
import { closeRound, fromPage, openRound, writeCursor } from './cursor.ts';
import { listConversations, messagesSince, timeOf } from './message-calls.ts';
import type { FoundConversation } from './message-calls.ts';
import { polledMessage } from './polled.ts';

const lookBackMs = 24 * 3_600_000;

/**
 * A page of conversations, and of those with something new the messages. The list is expected newest first but that is not
 * stated (UNCONFIRMED), so it is left only at a page on which nothing is new.
 */
export async function pollMessages(client: TiktokClient, request: PollRequest, store: StoreRecord): Promise<PollPage> {
  const round = openRound(request, lookBackMs);
  const { entries, next } = await fromPage(round.page, (page) => listConversations(client, store, page));
  const recent = entries.filter((conversation) => lastAt(conversation) >= round.from);
  const read = await Promise.all(recent.map((conversation) => messagesOf(conversation)));
  const more = next !== undefined && next !== round.page && recent.length > 0;
  const { from, until } = round;
  return { events: read.flat(), cursor: more ? writeCursor({ from, until, page: next }) : closeRound(round), more };

  async function messagesOf(conversation: FoundConversation): Promise<PolledEvent[]> {
    if (request.signal.aborted) throw new MarketplaceError('down', 'the round took too long');
    const { id, participants, can_send_message } = conversation;
    try {
      const messages = await messagesSince(client, store, id, round.from);
      const wanted = request.range ? messages.filter((message) => timeOf(message) < round.until) : messages;
      return wanted.map((message) => polledMessage({ id, participants, can_send_message }, message));
    } catch (error) {
      // Deleted in between.
      if (error instanceof MarketplaceError && error.fault === 'gone') return [];
      throw error;
    }
  }
}

const lastAt = (conversation: FoundConversation): number => timeOf(conversation.latest_message ?? conversation);
