/**
 * At most `limit` passages in any `windowMs`, first come first served. A token bucket of the same rate lets twice as
 * many through in a window that straddles a refill, which the platform would refuse.
 */
export interface SlidingWindow {
  /** Resolves at the caller's turn. */
  pass(): Promise<void>;
  /** No passage before `ms` from now: the platform asked for a pause, or something else used up this turn. */
  hold(ms: number): void;
  /** Nobody waits and the past no longer limits anybody. */
  idle(): boolean;
}

/** Waiting that can be called off: `sleep` rejects when the adapter stops. */
export interface Sleeper {
  sleep(ms: number): Promise<void>;
  now(): number;
}

export function createSlidingWindow(options: { limit: number; windowMs: number; sleeper: Sleeper }): SlidingWindow {
  const { limit, windowMs, sleeper } = options;
  const passages: number[] = [];
  let heldUntil = -Infinity;
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();

  const openAt = () => Math.max(heldUntil, passages.length < limit ? -Infinity : (passages[0] ?? -Infinity) + windowMs);

  async function takeTurn(): Promise<void> {
    for (let wait = openAt() - sleeper.now(); wait > 0; wait = openAt() - sleeper.now()) await sleeper.sleep(wait);
    passages.push(sleeper.now());
    if (passages.length > limit) passages.shift();
  }

  return {
    async pass() {
      waiting += 1;
      const turn = last.then(takeTurn);
      last = turn.catch(() => undefined);
      await turn.finally(() => (waiting -= 1));
    },
    hold(ms) {
      heldUntil = Math.max(heldUntil, sleeper.now() + ms);
    },
    idle: () => waiting === 0 && Math.max(heldUntil, (passages.at(-1) ?? -Infinity) + windowMs) <= sleeper.now(),
  };
}
