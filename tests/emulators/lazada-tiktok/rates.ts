/** Counts calls of the last second by key, in real time: a test's clock may stand still. */
export function createRates(): { exceeded(key: string, perSecond: number): boolean } {
  const passed = new Map<string, number[]>();
  return {
    exceeded(key, perSecond) {
      const now = performance.now();
      const recent = (passed.get(key) ?? []).filter((at) => at > now - 1_000);
      const over = recent.length >= perSecond;
      if (!over) recent.push(now);
      passed.set(key, recent);
      return over;
    },
  };
}
