import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for something another process or the network brings about and that announces itself to nobody.
 * @param look returns what was waited for, or undefined (null, false) while it is not there
 * @param what named when it never comes
 */
export async function until<T>(look: () => T | Promise<T>, what: string, longestMs = 15_000): Promise<NonNullable<T>> {
  const end = performance.now() + longestMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > end) throw new Error(`${what}: did not happen within ${longestMs / 1000} s`);
    await sleep(10);
  }
}
