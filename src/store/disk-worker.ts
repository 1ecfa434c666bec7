/** The other side of disk-thread.ts: one task at a time, in the order of asking. */
import { parentPort, workerData } from 'node:worker_threads';
import { createDiskTasks } from './disk-tasks.ts';
import type { TaskAnswer, TaskRequest } from './disk-thread.ts';
import { openSqlite } from './open-sqlite.ts';
import { createSeal } from './seal.ts';

const { file, key } = workerData as { file: string; key: Uint8Array };
const db = openSqlite(file);
const tasks = createDiskTasks(db, createSeal(Buffer.from(key)));

parentPort!.on('message', (request: TaskRequest | 'close') => {
  if (request === 'close') {
    db.close();
    parentPort!.close();
    return;
  }
  parentPort!.postMessage(answer(request));
});

function answer({ id, task, input }: TaskRequest): TaskAnswer {
  try {
    const run = tasks[task] as (input: unknown) => unknown;
    return { id, output: run(input) };
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    return { id, failure: { message, code } };
  }
}
