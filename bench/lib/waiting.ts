import { createInbox } from '../../src/inbox/inbox.ts';
import type { Clock } from '../../src/clock.ts';
import type { Database } from '../../src/store/database.ts';
import { signedMessages } from './messages.ts';

export interface Waiting {
  atStart: number;
  inTheMiddle: number;
  atEnd: number;
  /** Of all samples. */
  least: number;
}

const everyMs = 200;

/** Puts messages into a store's inbox before the service is started that will work them off. */
export async function fillInbox(filled: { db: Database; clock: Clock; storeId: string; count: number }): Promise<void> {
  const { db, clock, storeId, count } = filled;
  const inbox = createInbox({ db, clock, onStored: () => {} });
  await Promise.all(signedMessages(count, 'waiting').map(({ event }) => inbox.store({ ...event, storeId })));
}

/** Does the work and says how many messages waited meanwhile. */
export async function countWaiting<T>(db: Database, work: () => Promise<T>): Promise<{ result: T; waiting: Waiting }> {
  const samples = [await pending(db)];
  let sampling = Promise.resolve();
  const timer = setInterval(() => {
    sampling = sampling.then(async () => void samples.push(await pending(db)));
  }, everyMs);
  const result = await work();
  clearInterval(timer);
  await sampling;
  samples.push(await pending(db));
  return {
    result,
    waiting: {
      atStart: samples[0]!,
      inTheMiddle: samples[samples.length >> 1]!,
      atEnd: samples.at(-1)!,
      least: Math.min(...samples),
    },
  };
}

const pending = (db: Database): Promise<number> => db.read.inboxEvent.count({ where: { status: 'pending' } });
