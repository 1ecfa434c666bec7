import type { Database, EventStore } from './database.ts';
import { createDiskThread } from './disk-thread.ts';
import { createLogCopier } from './log-copier.ts';
import { migrate } from './migrate.ts';
import { createAsideReaders } from './read-aside.ts';
import { attach } from './rows.ts';
import { createSeal } from './seal.ts';
import { createSharedTurn } from './shared-turn.ts';
import { connectSqlite, sqliteWriter } from './sqlite-connection.ts';
import { createSqliteRows } from './sqlite-rows.ts';
import { createWriteQueue } from './write-queue.ts';

/** Opens the SQLite file, applying migrations first. @param options.key 32 bytes that seal personal text */
export async function openSqliteDatabase(options: { file: string; key: Buffer }): Promise<Database> {
  migrate(options.file);
  // Two connections: the adapter lets any query on a connection slip into the transaction that is open on it, so readers
  // must not share the writer's.
  const [read, writer] = await Promise.all([connectSqlite(options.file), connectSqlite(options.file)]);
  attach(read.client, createSqliteRows(read.direct));
  const thread = createDiskThread(options);
  const copier = createLogCopier(thread);
  const aside = createAsideReaders(options);
  const queue = createWriteQueue(sqliteWriter(writer), { onCommit: () => copier.soon() });
  const inSharedTurn = createSharedTurn(queue);

  return {
    engine: 'sqlite',
    now: Date.now,
    read: read.client,
    write: (change) => queue.write(change),
    writeRows: (change) => queue.writeRows(change),
    async writeEvents(change) {
      // Whoever has the turn should not wait for the thread.
      await copier.idle();
      const store: EventStore['store'] = (batch) => thread.run('storeEvents', batch, [batch.bodies.buffer]);
      const result = await inSharedTurn(() => change({ store }));
      // A turn that is shared may last as long as a flood does.
      copier.soon();
      return result;
    },
    wake: () => thread.run('wake', null),
    afterCommit: (tx, effect) => queue.afterCommit(tx, effect),
    seal: createSeal(options.key),
    aside,
    async close() {
      await aside.stop();
      await queue.idle();
      copier.stop();
      await thread.close();
      await Promise.all([read.client.$disconnect(), writer.client.$disconnect()]);
    },
  };
}
