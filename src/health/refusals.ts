/** Requests from outside that were turned away (forged, replayed, too large, unreadable), by door. Since the start. */
export interface Refusals {
  /** @param path of the request; its first two parts name the door, so that strangers cannot invent many */
  count(path: string): void;
  read(): ReadonlyMap<string, number>;
}

/** Doors that are counted apart; whatever else is asked for is one. */
const doors = /^\/(?:hook\/(?:feishu|wecom)|in\/[a-z]{1,20})(?=\/|$)/;
const mostDoors = 50;

export function createRefusals(): Refusals {
  const counts = new Map<string, number>();
  return {
    count(path) {
      const door = doors.exec(path)?.[0] ?? 'other';
      const known = counts.has(door) || counts.size < mostDoors ? door : 'other';
      counts.set(known, (counts.get(known) ?? 0) + 1);
    },
    read: () => counts,
  };
}
