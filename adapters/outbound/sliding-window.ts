/** At most `limit` calls in any `windowMs`. */
export interface Limit {
  limit: number;
  windowMs: number;
}

/**
 * Lets calls through one `Limit`, urgent ones first, the others in the order they came.
 *
 * A call counts from its start until `windowMs` after its answer: the platform counts when a call reaches it, which is
 * some time in between. Counting starts only, or refilling a bucket, lets twice as many through when a call is slow.
 */
export interface SlidingWindow {
  /** Resolves at the caller's turn, with what to call once the answer is there. */
  enter(caller?: { urgent?: boolean }): Promise<() => void>;
  /** Nobody enters before `ms` from now: the platform asked for a pause, or something else used up this turn. */
  hold(ms: number): void;
  /** Nobody waits and the past no longer limits anybody. */
  idle(): boolean;
  /** How long somebody who came now would wait at least. */
  waitMs(): number;
}

/** Waiting that can be called off: `sleep` rejects when the adapter stops. */
export interface Sleeper {
  sleep(ms: number): Promise<void>;
  now(): number;
}

interface Turn {
  urgent: boolean;
  resolve: (leave: () => void) => void;
  reject: (reason: unknown) => void;
}

export function createSlidingWindow({ limit, windowMs, sleeper }: Limit & { sleeper: Sleeper }): SlidingWindow {
  /** Instants at which answers arrived, oldest first, while they still count. */
  const answered: number[] = [];
  const waiting: Turn[] = [];
  let inside = 0;
  let heldUntil = -Infinity;
  let admitting = false;
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

  async function untilRoom(): Promise<void> {
    for (;;) {
      forget();
      const now = sleeper.now();
      if (heldUntil > now) await sleeper.sleep(heldUntil - now);
      else if (inside + answered.length < limit) return;
      else if (answered[0] !== undefined) await sleeper.sleep(answered[0] + windowMs - now);
      else await someLeft.promise;
    }
  }

  async function admit(): Promise<void> {
    if (admitting) return;
    admitting = true;
    try {
      while (waiting.length > 0) {
        await untilRoom();
        const urgent = waiting.findIndex((turn) => turn.urgent);
        const [turn] = waiting.splice(Math.max(urgent, 0), 1);
        inside += 1;
        turn!.resolve(leave);
      }
    } catch (stopped) {
      for (const { reject } of waiting.splice(0)) reject(stopped);
    } finally {
      admitting = false;
    }
  }

  return {
    enter({ urgent = false } = {}) {
      return new Promise((resolve, reject) => {
        waiting.push({ urgent, resolve, reject });
        void admit();
      });
    },
    hold(ms) {
      heldUntil = Math.max(heldUntil, sleeper.now() + ms);
    },
    idle() {
      forget();
      return waiting.length + inside + answered.length === 0 && heldUntil <= sleeper.now();
    },
    waitMs() {
      forget();
      const now = sleeper.now();
      const held = Math.max(0, heldUntil - now);
      const tooMany = inside + answered.length + waiting.length + 1 - limit;
      if (tooMany <= 0) return held;
      // Calls still under way count for a whole window more.
      const freedBy = answered[tooMany - 1];
      return Math.max(held, freedBy === undefined ? windowMs : freedBy + windowMs - now);
    },
  };
}
