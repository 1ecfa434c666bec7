import type { Card } from '../../../cards/card.ts';
import { MessengerError } from '../../../src/ports/messenger.ts';
import { createRecent } from '../../outbound/recent.ts';

/** How many cards are remembered: for drawing one again with a note on it. One that is forgotten is asked from the core. */
const remembered = 2_000;

/** A tap that waits for its answer: the one moment in which a card may change (facts/messengers §4.2). */
interface Pending {
  card: Card | null;
  drawn: PromiseWithResolvers<void>;
}

/** Which card stands behind a task_id, and which of them can be redrawn right now. */
export interface CardDesk {
  shown(taskId: string): Card | undefined;
  remember(taskId: string, card: Card): void;
  /** Opens the moment; `close` must be called. */
  begin(taskId: string): { redrawn: () => Card | null; close: (outcome: 'drawn' | 'not-drawn') => void };
  /** Has the tap's answer show this card. @throws MessengerError `gone` when no tap waits, or its answer was not taken */
  redraw(taskId: string, card: Card): Promise<void>;
}

export function createCardDesk(): CardDesk {
  const cards = createRecent<Card>(remembered);
  const pending = new Map<string, Pending>();
  const gone = () => new MessengerError('gone', 'WeCom redraws a card only as the answer to a tap');

  return {
    shown: (taskId) => cards.get(taskId),
    remember: (taskId, card) => cards.set(taskId, card),
    begin(taskId) {
      const entry: Pending = { card: null, drawn: Promise.withResolvers() };
      entry.drawn.promise.catch(() => undefined);
      pending.set(taskId, entry);
      return {
        redrawn: () => entry.card,
        close(outcome) {
          if (pending.get(taskId) === entry) pending.delete(taskId);
          if (outcome === 'drawn') entry.drawn.resolve();
          else entry.drawn.reject(gone());
        },
      };
    },
    async redraw(taskId, card) {
      const entry = pending.get(taskId);
      if (!entry) throw gone();
      entry.card = card;
      await entry.drawn.promise;
    },
  };
}
