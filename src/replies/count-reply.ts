import type { Desk } from '../desk.ts';
import type { Reply } from '../store/client/client.ts';
import type { Write } from '../store/database.ts';

/** Counts what became of a reply once it is on record. */
export function countReply(desk: Desk, tx: Write, reply: Reply, outcome: 'accepted' | 'failed'): void {
  const platform = desk.stores.get(reply.storeId)?.platform ?? 'unknown';
  desk.db.afterCommit(tx, () => desk.tally.add('replies', { platform, outcome }));
}
