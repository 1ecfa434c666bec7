/** What came of something that had only so long. */
export type Timed<T> = { how: 'in-time'; value: T } | { how: 'failed' } | { how: 'late'; later: Promise<T> };

/** Work that a platform waits for only so long. Never rejects; late work goes on, and may still be looked at. */
export function inTime<T>(work: Promise<T>, ms: number): Promise<Timed<T>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ how: 'late', later: work }), Math.max(ms, 0));
    // Once the adapter has stopped nobody waits for it any more.
    timer.unref();
    const settle = (outcome: Timed<T>): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    work.then(
      (value) => settle({ how: 'in-time', value }),
      () => settle({ how: 'failed' }),
    );
  });
}
