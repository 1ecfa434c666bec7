/**
 * Cards that a tap's own answer is redrawing right now. Updating the same card beside the answer makes some clients fall
 * back to the older picture (facts/messengers §2.2.4), so whoever posts cards asks here first.
 */
export interface AnsweredCards {
  /** Announce before the change commits. Call the result with the version the answer shows, or null if it shows none. */
  begin(chatId: string, ticketId: string): (version: number | null) => void;
  /** Waits for a tap under way. @returns the version its answer showed, null when there was none */
  shown(chatId: string, ticketId: string): Promise<number | null>;
}

/** An answer later than this has missed the messenger's own deadline. */
const longestAnswerMs = 5_000;

export function createAnsweredCards(): AnsweredCards {
  const underWay = new Map<string, Promise<number | null>>();
  return {
    begin(chatId, ticketId) {
      const key = `${chatId} ${ticketId}`;
      const { promise, resolve } = Promise.withResolvers<number | null>();
      underWay.set(key, promise);
      const forget = setTimeout(() => {
        resolve(null);
        if (underWay.get(key) === promise) underWay.delete(key);
      }, longestAnswerMs);
      forget.unref();
      return resolve;
    },
    shown: async (chatId, ticketId) => (await underWay.get(`${chatId} ${ticketId}`)) ?? null,
  };
}
