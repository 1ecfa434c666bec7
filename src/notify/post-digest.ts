import { digestCard, inTurn } from '../../cards/digest-card.ts';
import type { TicketView } from '../../cards/ticket-view.ts';
import type { Desk } from '../desk.ts';
import { shownOf } from '../digests/read-digest.ts';
import { newId } from '../store/ids.ts';
import type { Row } from '../store/rows.ts';
import { cardOptions } from './card-options.ts';
import type { Chat } from './chat-directory.ts';

/** A first card that had to wait longer than this has been overtaken: the group gets one digest instead of a flood. */
export const digestAfterMs = 10 * 60_000;
/** Fewer than this are posted one by one. */
const fewest = 4;

/** Whether a ticket's first card in a chat has waited so long that it belongs into a digest. What is urgent always stands alone. */
export const belongsInDigest = (view: TicketView, waitedMs: number): boolean =>
  view.level !== 'urgent' && waitedMs >= digestAfterMs;

export const worthDigest = (waiting: readonly unknown[]): boolean => waiting.length >= fewest;

export interface PostedDigest {
  digest: Row;
  /** Of its tickets: told, without a card of their own until something new happens to them. */
  cards: (Row & { id: string; ticketId: string })[];
}

/** Posts one digest for these tickets. @returns the rows that keep it on record */
export async function postDigest(desk: Desk, chat: Chat, views: readonly TicketView[]): Promise<PostedDigest> {
  // After a crash the same tickets lead to the same key, which posts nothing twice where the messenger can tell.
  const key = `digest-${views[0]!.id.slice(-12)}-${chat.id.slice(-8)}`;
  const now = desk.clock.now();
  const digest = { id: newId(), version: 1, postedAt: now };
  const waiting = inTurn(views);
  const stores = new Set(views.map(({ store }) => store.id)).size;
  const card = digestCard({ ...digest, count: views.length, stores, waiting }, cardOptions(desk));
  const { messageId } = await desk.messengers.get(chat.messenger)!.postCard({ chat: chat.externalId, card, key });
  return {
    digest: { ...digest, chatId: chat.id, messageId, shown: shownOf(waiting) },
    cards: views.map((view) => ({
      id: newId(),
      messageId: null,
      renderedVersion: view.version,
      generation: 0,
      postedAt: now,
      ticketId: view.id,
      chatId: chat.id,
      digestId: digest.id,
    })),
  };
}
