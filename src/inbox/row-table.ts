import type { Row } from '../store/rows.ts';

/** Rows by key, remembering which are new and which were touched. */
export function rowTable<T extends Row & { id: string }>(keyOf: (row: T) => string) {
  const byKey = new Map<string, T>();
  const byId = new Map<string, T>();
  const added = new Set<T>();
  const changed = new Set<T>();
  const put = (row: T): void => {
    byKey.set(keyOf(row), row);
    byId.set(row.id, row);
  };
  return {
    load: (rows: readonly T[]) => rows.forEach(put),
    get: (key: string): T | undefined => byKey.get(key),
    byId: (id: string): T | undefined => byId.get(id),
    all: (): T[] => [...byId.values()],
    add(row: T): T {
      put(row);
      added.add(row);
      return row;
    },
    touch(row: T): T {
      if (!added.has(row)) changed.add(row);
      return row;
    },
    added: (): T[] => [...added],
    changed: (): T[] => [...changed],
    /** Everything this batch made or altered. */
    dirty: (): T[] => [...added, ...changed],
  };
}
