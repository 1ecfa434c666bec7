import type { Clock } from '../clock.ts';

/**
 * Cards that a tap's own answer is redrawing right now. Updating the same card beside the answer makes some clients fall
 * back to the older picture (facts/messengers §2.2.4), so whoever posts cards asks here first. Kept in memory on purpose:
 * after a crash nobody knows whether an answer left, and every card is redrawn.
 */
export interface AnsweredCards {
  /** Announce before the change commits. Call the result with the version the answer shows, or null if it shows none. */
  begin(chatId: string, ticketId: string): (version: number | null) => void;
  /** The version that a tap's answer showed; `pending` while it is under way or may not have left yet; null without a tap. */
  shown(chatId: string, ticketId: string): number | 'pending' | null;
}

/** How long after it was ready an answer may still be on its way out of this process. */
export const leavingMs = 1_000;
/** A tap without an answer by then has missed the messenger's own deadline. */
const keptMs = 10_000;

export function createAnsweredCards(clock: Clock): AnsweredCards {
  /** In the order of `begunAt`. */
  const taps = new Map<string, { begunAt: number; answer?: { version: number | null; at: number } }>();

  return {
    begin(chatId, ticketId) {
      const begunAt = clock.now();
      for (const [key, tap] of taps) {
        if (begunAt - tap.begunAt < keptMs) break;
        taps.delete(key);
      }
      const key = `${chatId} ${ticketId}`;
      const tap: { begunAt: number; answer?: { version: number | null; at: number } } = { begunAt };
      taps.delete(key);
      taps.set(key, tap);
      return (version) => {
        tap.answer = { version, at: clock.now() };
      };
    },
    shown(chatId, ticketId) {
      const tap = taps.get(`${chatId} ${ticketId}`);
      if (!tap || clock.now() - tap.begunAt >= keptMs) return null;
      if (!tap.answer) return 'pending';
      if (tap.answer.version === null) return null;
      return clock.now() - tap.answer.at < leavingMs ? 'pending' : tap.answer.version;
    },
  };
}
