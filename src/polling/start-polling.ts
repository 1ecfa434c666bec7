import type { Desk } from '../desk.ts';
import { pollKey } from '../inbox/apply-hints.ts';
import type { JobRequest } from '../jobs/job.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { streamsOf } from './streams-of.ts';

/** Rounds of many stores begin spread over this long, so that a start is no storm. */
const spreadMs = 3_000;

/** Sets the rounds of every store going, now and as stores are added; after that each round asks for its next. */
export function createPolling(desk: Desk): { start(): Promise<void>; stop(): void } {
  let unsubscribe = (): void => {};

  async function begin(stores: readonly StoreRecord[]): Promise<void> {
    const now = desk.clock.now();
    const requests = stores.flatMap((store) => roundsOf(store));
    const jobs = requests.map((request, index) => ({ ...request, dueAt: now + (spreadMs * index) / requests.length }));
    if (jobs.length > 0) await desk.db.write((tx) => desk.queue.enqueue(tx, jobs));
  }

  function roundsOf(store: StoreRecord): Omit<JobRequest, 'dueAt'>[] {
    const rounds = streamsOf(desk, store).map(({ name }) => ({
      kind: 'poll-stream',
      key: pollKey(store.id, name),
      payload: { storeId: store.id, stream: name },
    }));
    if (rounds.length === 0) return [];
    return [...rounds, { kind: 'mind-authorisation', key: `authorisation:${store.id}`, payload: { storeId: store.id } }];
  }

  return {
    async start() {
      unsubscribe = desk.stores.onChange(
        (store) =>
          void begin([store]).catch((error: unknown) =>
            desk.log.error({ err: error, store: store.id }, 'polling does not begin'),
          ),
      );
      await begin(desk.stores.all());
    },
    stop: () => unsubscribe(),
  };
}
