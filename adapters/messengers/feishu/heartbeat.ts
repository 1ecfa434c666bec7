/** What a heartbeat needs of a socket. */
interface Line {
  ping(): void;
  terminate(): void;
  on(event: 'pong' | 'message', listener: () => void): unknown;
}

/**
 * Ends a half-open connection. The SDK's own watch begins with a ping that the platform asks for every 120 s only, and
 * never fires where pings come faster than its patience ends (`WSClient.armLiveness` in its source). A line that has not
 * answered a single ping is left alone: that the gateway answers them is in no document.
 * @returns called now and then with the current line; pings it every `everyMs` and ends it when one was not answered
 */
export function createHeartbeat(everyMs: number): (current: Line | null) => void {
  let watched: { line: Line; heard: boolean; answers: boolean; nextAt: number } | null = null;

  function watch(line: Line) {
    const state = { line, heard: true, answers: false, nextAt: 0 };
    line.on('pong', () => Object.assign(state, { heard: true, answers: true }));
    line.on('message', () => Object.assign(state, { heard: true }));
    return state;
  }

  return (current) => {
    if (!current) return;
    if (watched?.line !== current) watched = watch(current);
    if (performance.now() < watched.nextAt) return;
    if (!watched.heard && watched.answers) return current.terminate();
    watched.heard = false;
    watched.nextAt = performance.now() + everyMs;
    current.ping();
  };
}
