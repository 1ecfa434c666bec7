import type { Card } from '../../../cards/card.ts';
import { MessengerError } from '../../../src/ports/messenger.ts';
import { createRecent } from '../../outbound/recent.ts';

const remembered = 5_000;

/**
 * Refusals that a person on a card may be the cause of: bad parameter, card JSON rejected. An id that the platform does not
 * know makes the whole send fail (facts/messengers §2.4).
 */
const maybeThePicture = new Set(['230001', '230099']);
/** Too long, which says nothing about the picture; it is tried again another time. */
const tooLong = '230025';

/**
 * The picture of whoever holds a ticket: Feishu draws it itself from the open_id. Colleagues leave, and the answer to a tap
 * has no second try, so a person is first shown where a refusal can be answered by leaving them out, and once that was
 * taken, everywhere.
 */
export interface OwnerPictures {
  /** Shows a card, with the picture if the platform takes it. @throws what `show` throws */
  tried<T>(card: Card, show: (card: Card) => Promise<T>): Promise<T>;
  /** The card without a picture that the platform has not taken before. */
  proven(card: Card): Card;
}

export function createOwnerPictures(): OwnerPictures {
  const known = createRecent<'taken' | 'refused'>(remembered);
  const stateOf = (card: Card) => {
    const id = ownerOf(card);
    return id === undefined ? 'taken' : (known.get(id) ?? 'untried');
  };

  return {
    async tried(card, show) {
      const id = ownerOf(card);
      const state = stateOf(card);
      if (id === undefined || state === 'taken') return show(card);
      if (state === 'refused') return show(without(card));
      try {
        const shown = await show(card);
        known.set(id, 'taken');
        return shown;
      } catch (error) {
        const code = error instanceof MessengerError ? (error.platformCode ?? '') : '';
        if (code !== tooLong && !maybeThePicture.has(code)) throw error;
        const shown = await show(without(card));
        if (code !== tooLong) known.set(id, 'refused');
        return shown;
      }
    },
    proven: (card) => (stateOf(card) === 'taken' ? card : without(card)),
  };
}

const ownerOf = (card: Card): string | undefined => card.ownerIds?.feishu;

const without = (card: Card): Card => ({ ...card, ownerIds: undefined });
