/**
 * At most `limit` calls in any `windowMs`, first come first served.
 *
 * A call counts from its start until `windowMs` after its answer: the platform counts when a call reaches it, which is
 * some time in between. Counting starts only, or refilling a bucket, lets twice as many through when a call is slow.
 */
export interface SlidingWindow {
  /** Resolves at the caller's turn, with what to call once the answer is there. */
  enter(): Promise<() => void>;
  /** Nobody enters before `ms` from now: the platform asked for a pause, or something else used up this turn. */
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
  /** Instants at which answers arrived, oldest first, while they still count. */
  const answered: number[] = [];
  let inside = 0;
  let waiting = 0;
  let heldUntil = -Infinity;
  let last: Promise<unknown> = Promise.resolve();
  let someLeft = Promise.withResolvers<void>();

  function forget(): void {
    while (answered[0] !== undefined && answered[0] + windowMs <= sleeper.now()) answered.shift();
  }

  function leave(): void {
    inside -= 1;
    answered.push(sleeper.now());
    someLeft.resolve();
    someLeft = Promise.withResolvers();
  }

  async function takeTurn(): Promise<() => void> {
    for (;;) {
      forget();
      const now = sleeper.now();
      if (heldUntil > now) await sleeper.sleep(heldUntil - now);
      else if (inside + answered.length < limit) break;
      else if (answered[0] !== undefined) await sleeper.sleep(answered[0] + windowMs - now);
      else await someLeft.promise;
    }
    inside += 1;
    return leave;
  }

  return {
    enter() {
      waiting += 1;
      const turn = last.then(takeTurn).finally(() => (waiting -= 1));
      last = turn.catch(() => undefined);
      return turn;
    },
    hold(ms) {
      heldUntil = Math.max(heldUntil, sleeper.now() + ms);
    },
    idle() {
      forget();
      return waiting + inside + answered.length === 0 && heldUntil <= sleeper.now();
    },
  };
}
