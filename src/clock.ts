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

/** Wall clock plus an offset that the sandbox and tests may move forward. */
export function createClock(options: { offsetMs?: number; base?: () => number } = {}): MovableClock {
  const base = options.base ?? Date.now;
  const listeners = new Set<() => void>();
  let offset = options.offsetMs ?? 0;
  return {
    now: () => base() + offset,
    wall: base,
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
