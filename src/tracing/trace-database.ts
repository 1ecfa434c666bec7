import type { Database } from '../store/database.ts';
import type { Tracing } from './tracing.ts';

/** Changes wait for the writer's turn and run in its surroundings; what they ask for belongs to the caller's trace all the same. */
export function traceDatabase(db: Database, tracing: Tracing): Database {
  if (!tracing.on) return db;
  const bound = <Tx, T>(change: (tx: Tx) => Promise<T>): ((tx: Tx) => Promise<T>) => {
    const place = tracing.surroundings();
    return (tx) => tracing.within(place, () => change(tx));
  };
  return {
    ...db,
    write: (change) => db.write(bound(change)),
    writeRows: (change) => db.writeRows(bound(change)),
  };
}
