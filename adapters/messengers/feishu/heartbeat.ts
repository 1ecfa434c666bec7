/** What a heartbeat needs of a socket. */
interface Line {
  ping(): void;
  terminate(): void;
  on(event: 'pong' | 'message', listener: () => void): unknown;
}

/**
 * Ends a half-open connection. The SDK's own watch begins with a ping that the platform asks for every 120 s only, and
 * never fires where pings come faster than its patience ends (`WSClient.armLiveness` in its source). As long as no line has
 * answered a single ping all are left alone: that the gateway answers them is in no document. Once one has, a line that goes
 * dead before its first answer is known for what it is.
 * @returns called now and then with the current line; pings it every `everyMs` and ends it when one was not answered
 */
export function createHeartbeat(everyMs: number): (current: Line | null) => void {
  let watched: { line: Line; heard: boolean; nextAt: number } | null = null;
  let gatewayAnswers = false;

  function watch(line: Line) {
    const state = { line, heard: true, nextAt: 0 };
    line.on('pong', () => {
      state.heard = gatewayAnswers = true;
    });
    line.on('message', () => {
      state.heard = true;
    });
    return state;
  }

  return (current) => {
    if (!current) return;
    if (watched?.line !== current) watched = watch(current);
    if (performance.now() < watched.nextAt) return;
    if (!watched.heard && gatewayAnswers) return current.terminate();
    watched.heard = false;
    watched.nextAt = performance.now() + everyMs;
    current.ping();
  };
}
