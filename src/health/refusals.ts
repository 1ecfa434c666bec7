/** What came from outside and was turned away (forged, replayed, too large, unreadable), by door. Since the start. */
export interface Refusals {
  /** @param path of the request; its first two parts name the door, so that strangers cannot invent many */
  count(path: string): void;
  /** Something that a messenger's platform pushed; over a long connection there is no request to refuse. */
  countPush(messenger: string): void;
  read(): ReadonlyMap<string, number>;
}

/** Doors that are counted apart; whatever else is asked for is one. */
const doors = /^\/(?:hook\/(?:feishu|wecom)|in\/[a-z]{1,20})(?=\/|$)/;
const mostDoors = 50;

export function createRefusals(): Refusals {
  const counts = new Map<string, number>();
  const add = (door: string) => void counts.set(door, (counts.get(door) ?? 0) + 1);
  return {
    count(path) {
      const door = doors.exec(path)?.[0] ?? 'other';
      add(counts.has(door) || counts.size < mostDoors ? door : 'other');
    },
    countPush: (messenger) => add(`push/${messenger}`),
    read: () => counts,
  };
}
