const lookMs = 500;
// Taken as the process begins: whoever asks for it later may find that it is gone already.
const parent = process.ppid;

/**
 * Under npm: calls `stop` when the parent process is gone. A signal to npm ends npm and its shell but never reaches what
 * the shell runs, which would go on unseen and hold port and data.
 */
export function whenOrphaned(stop: () => void): void {
  if (!process.env['npm_lifecycle_event']) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, lookMs);
  timer.unref();
}
