import type { Clock } from '../clock.ts';
import type { Database, EventStore } from '../store/database.ts';
import { createGroupCommit } from '../store/group-commit.ts';
import type { StoredEvent } from '../store/store-events.ts';

export interface IncomingEvent {
  storeId: string;
  /** generic | mail | sandbox | a platform's own push */
  source: string;
  /** The sender's id of this event: a second one changes nothing. */
  externalId: string;
  /** As it came, byte for byte. */
  body: Uint8Array;
}

export interface Inbox {
  /** Resolves when the event is on disk, with the id of the row that stands for it: of a duplicate, the first one's. */
  store(event: IncomingEvent): Promise<StoredEvent>;
}

/** The durable front door. `onStored` is told after each commit that brought something new. */
export function createInbox(options: { db: Database; clock: Clock; onStored: () => void }): Inbox {
  const { db, clock, onStored } = options;

  async function write(change: (events: EventStore) => Promise<StoredEvent[]>): Promise<StoredEvent[]> {
    const stored = await db.writeEvents(change);
    if (stored.some(({ duplicate }) => !duplicate)) onStored();
    return stored;
  }

  const commit = createGroupCommit(write, (store: EventStore, events: IncomingEvent[]) =>
    store.store({
      receivedAt: clock.now(),
      events: events.map(({ storeId, source, externalId, body }) => ({ storeId, source, externalId, length: body.length })),
      bodies: joined(events.map(({ body }) => body)),
    }),
  );

  return { store: commit };
}

/** One buffer for all, which goes to the other thread without being copied again. */
function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
