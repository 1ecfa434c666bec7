/** Counts of the last second, by key. Limits: facts/messengers §2.3.1, §2.3.3. */
export const perSecond = { chat: 5, person: 5, message: 5, api: 50 } as const;

export function createRates(): { exceeded(key: string, limit: number): boolean } {
  const passed = new Map<string, number[]>();
  return {
    exceeded(key, limit) {
      const now = performance.now();
      const recent = (passed.get(key) ?? []).filter((at) => at > now - 1_000);
      const over = recent.length >= limit;
      if (!over) recent.push(now);
      passed.set(key, recent);
      return over;
    },
  };
}
