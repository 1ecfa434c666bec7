/** A map that forgets what was longest not written; what it holds is a help, never the truth. */
export function createRecent<V>(most: number): {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
} {
  const held = new Map<string, V>();
  return {
    get: (key) => held.get(key),
    set(key, value) {
      held.delete(key);
      held.set(key, value);
      if (held.size > most) held.delete(held.keys().next().value!);
    },
    delete: (key) => void held.delete(key),
  };
}
