import type { Desk } from '../desk.ts';
import type { JobRequest } from '../jobs/job.ts';
import type { RowWrite } from '../store/database.ts';
import type { Happening } from './batch.ts';

/**
 * What an event asks for beside what it says: a hinted resource to be read, a stream's round to come sooner, an authorisation
 * or an erasure to be looked after. As jobs of the same transaction, so that a crash forgets none.
 */
export async function applyHints(desk: Desk, tx: RowWrite, happenings: readonly Happening[]): Promise<void> {
  const now = desk.clock.now();
  const jobs = happenings.flatMap((happening) => jobOf(happening) ?? []).map((job) => ({ ...job, dueAt: now }));
  if (jobs.length > 0) await desk.queue.enqueue(tx, jobs);
}

function jobOf({ event, store, eventId }: Happening): Omit<JobRequest, 'dueAt'> | undefined {
  switch (event.kind) {
    case 'resource_hint': {
      const { stream, id } = event;
      if (id === undefined)
        return { kind: 'poll-stream', key: pollKey(store.id, stream), payload: { storeId: store.id, stream } };
      // Hints come in swarms; those about the same thing are read once.
      return { kind: 'read-resource', key: `read:${store.id}:${stream}:${id}`, payload: { storeId: store.id, stream, id } };
    }
    case 'authorisation':
      return {
        kind: 'mind-authorisation',
        key: `authorisation:${store.id}`,
        payload: { storeId: store.id, said: { state: event.state, expiresAt: event.expiresAt } },
      };
    case 'buyer_erasure':
      return { kind: 'erase-buyer', key: `erase:${eventId}`, payload: { storeId: store.id, eventId } };
    default:
      return undefined;
  }
}

export const pollKey = (storeId: string, stream: string): string => `poll:${storeId}:${stream}`;
