/** The other side of disk-thread.ts: one task at a time, in the order of asking; what waits for the same is done at once. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { createDiskTasks } from './disk-tasks.ts';
import type { TaskAnswer, TaskRequest } from './disk-thread.ts';
import { openSqlite } from './open-sqlite.ts';
import { createSeal } from './seal.ts';

type Message = TaskRequest | 'close';

const port = parentPort!;
const { file, key } = workerData as { file: string; key: Uint8Array };
const db = openSqlite(file);
const tasks = createDiskTasks(db, createSeal(Buffer.from(key)));

port.on('message', (message: Message) => {
  const messages = [message, ...alsoWaiting()];
  const requests = messages.filter((each) => each !== 'close');
  while (requests.length > 0) port.postMessage(answer(takeSameTask(requests)));
  if (messages.includes('close')) {
    db.close();
    port.close();
  }
});

function* alsoWaiting(): Generator<Message> {
  for (let received; (received = receiveMessageOnPort(port));) yield received.message as Message;
}

function takeSameTask(requests: TaskRequest[]): TaskRequest[] {
  const other = requests.findIndex(({ task }) => task !== requests[0]!.task);
  return requests.splice(0, other < 0 ? requests.length : other);
}

function answer(requests: TaskRequest[]): TaskAnswer[] {
  try {
    const run = tasks[requests[0]!.task] as (inputs: unknown[]) => unknown[];
    const outputs = run(requests.map(({ input }) => input));
    return requests.map(({ id }, index) => ({ id, output: outputs[index] }));
  } catch (error) {
    // What is wrong with one is not the others' fault.
    if (requests.length > 1) return requests.flatMap((request) => answer([request]));
    const { message, code } = error as Error & { code?: string };
    return requests.map(({ id }) => ({ id, failure: { message, code } }));
  }
}
