/** The one source of time. Instants are milliseconds since the epoch, UTC. */
export interface Clock {
  now(): number;
  /** What clocks outside show, however far this one was moved: for signatures that others make or check. */
  wall(): number;
  /** Calls `listener` whenever time jumps, so that sleepers look again. Returns the unsubscribe. */
  onJump(listener: () => void): () => void;
}

export interface MovableClock extends Clock {
  advance(ms: number): void;
}

/** Of its usual pace, that at which time goes on while it waits for a clock that was set back to come up with it. */
const waitingPace = 0.9;
/** A clock set back by more is followed at once: a machine that takes its local time for UTC begins hours off. */
const longestAheadMs = 10 * 60_000;

/** A clock that does not go back when the machine's is corrected. */
export function steady(wall: () => number): () => number {
  let shown = wall();
  let asked = performance.now();
  return () => {
    const [real, now] = [wall(), performance.now()];
    const waiting = shown + (now - asked) * waitingPace;
    shown = waiting - real > longestAheadMs ? real : Math.max(real, waiting);
    asked = now;
    return Math.floor(shown);
  };
}

/**
 * Wall clock plus an offset that the sandbox and tests may move forward.
 * @param options.wall absent = this machine's @param options.base in place of both clocks, taken as it is
 */
export function createClock(options: { offsetMs?: number; wall?: () => number; base?: () => number } = {}): MovableClock {
  const wall = options.base ?? options.wall ?? Date.now;
  const base = options.base ?? steady(wall);
  const listeners = new Set<() => void>();
  let offset = options.offsetMs ?? 0;
  return {
    now: () => base() + offset,
    wall,
    onJump(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    advance(ms) {
      offset += ms;
      for (const listener of listeners) listener();
    },
  };
}
