import type { Card } from '../../cards/card.ts';
import { MessengerError } from '../ports/messenger.ts';
import type { Messenger } from '../ports/messenger.ts';

/** A card that changes while something goes on, without a row of its own: the same key finds it again after a restart. */
export interface PostedCard {
  /** Redraws it where it can change; where not, it stays as it is. @throws MessengerError */
  redraw(card: Card): Promise<void>;
  /** The last word: in its place, else below it. @throws MessengerError */
  replace(card: Card): Promise<void>;
}

/** @param place.key up to 46 characters */
export async function openPostedCard(
  place: { messenger: Messenger; chat: string; key: string },
  first: Card,
): Promise<PostedCard> {
  const { messenger, chat, key } = place;
  const { messageId } = await messenger.postCard({ chat, card: first, key });
  let changes = true;

  async function redraw(card: Card): Promise<void> {
    if (!changes) return;
    try {
      await messenger.updateCard({ chat, messageId, card });
    } catch (error) {
      // A card that is only words never changes.
      if (!(error instanceof MessengerError) || (error.fault !== 'gone' && error.fault !== 'refused')) throw error;
      changes = false;
    }
  }

  return {
    redraw,
    async replace(card) {
      await redraw(card);
      if (!changes) await messenger.postCard({ chat, card, key: `${key}-end` });
    },
  };
}
