/** What has been done by this process since its start, counted where it is done. Other processes count their own. */
export interface Tally {
  add(name: TallyName, labels: Readonly<Record<string, string>>, by?: number): void;
  read(name: TallyName): { labels: Readonly<Record<string, string>>; count: number }[];
  /** A messenger answered a call. @param at instant */
  reached(messenger: string, at: number): void;
  lastReached(messenger: string): number | undefined;
}

/** Labels of each: see src/health/way-metrics.ts. */
export type TallyName = 'messages' | 'alerts' | 'cards' | 'replies' | 'deadlines_missed';

export function createTally(): Tally {
  const counts = new Map<string, { name: TallyName; labels: Readonly<Record<string, string>>; count: number }>();
  const reached = new Map<string, number>();
  return {
    add(name, labels, by = 1) {
      const key = `${name} ${Object.values(labels).join(' ')}`;
      const entry = counts.get(key);
      if (entry) entry.count += by;
      else counts.set(key, { name, labels, count: by });
    },
    read: (name) => [...counts.values()].filter((entry) => entry.name === name),
    reached: (messenger, at) => void reached.set(messenger, at),
    lastReached: (messenger) => reached.get(messenger),
  };
}
