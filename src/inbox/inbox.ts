import type { Clock } from '../clock.ts';
import type { Database, EventStore } from '../store/database.ts';
import { createGroupCommit } from '../store/group-commit.ts';

export interface IncomingEvent {
  storeId: string;
  /** generic | mail | sandbox | a platform's own push */
  source: string;
  /** The sender's id of this event: a second one changes nothing. */
  externalId: string;
  /** As it came, byte for byte. */
  body: Uint8Array;
}

/** The row that stands for an event: of a duplicate, the first one's. */
export interface StoredEvent {
  id: string;
  duplicate: boolean;
}

export interface Inbox {
  /** Resolves when the event is on disk, and says what became of it. */
  store(event: IncomingEvent): Promise<StoredEvent>;
}

/**
 * While the disk writes so many, the next are read: neither waits for the other. Fewer would sync the disk too often for what
 * they bring.
 */
const enoughAtOnce = 24;

/** The durable front door. `onStored` is told after each commit that brought something new. */
export function createInbox(options: { db: Database; clock: Clock; onStored: () => void }): Inbox {
  const { db, clock, onStored } = options;

  async function write(change: (events: EventStore) => Promise<StoredEvent[]>): Promise<StoredEvent[]> {
    const stored = await db.writeEvents(change);
    if (stored.some(({ duplicate }) => !duplicate)) onStored();
    return stored;
  }

  async function apply(store: EventStore, events: IncomingEvent[]): Promise<StoredEvent[]> {
    const { ids, duplicates } = await store.store({
      receivedAt: clock.now(),
      storeIds: events.map(({ storeId }) => storeId),
      sources: events.map(({ source }) => source),
      externalIds: events.map(({ externalId }) => externalId),
      lengths: events.map(({ body }) => body.length),
      bodies: joined(events.map(({ body }) => body)),
    });
    const stored = ids.map((id) => ({ id, duplicate: false }));
    for (const at of duplicates) stored[at]!.duplicate = true;
    return stored;
  }

  return { store: createGroupCommit({ write, apply, enough: enoughAtOnce }) };
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
