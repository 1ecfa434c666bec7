import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

// One system call for many ids: asking for sixteen bytes each time costs more than the rest of an id.
const pool = new Uint8Array(16 * 256);
let used = pool.length;
let lastMs = 0;
let seq = 0;

/** UUIDv7: rises with time and within a millisecond, so rows of one moment keep their order and lie together in every index. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += 16));
  // A clock that steps back must not make ids fall.
  const msecs = Math.max(lastMs, Date.now());
  seq = msecs === lastMs ? seq + 1 : 0;
  lastMs = msecs;
  return v7({ msecs, seq, random });
}
