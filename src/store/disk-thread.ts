import { Worker } from 'node:worker_threads';
import type { createDiskTasks } from './disk-tasks.ts';

type Tasks = ReturnType<typeof createDiskTasks>;
type TaskName = keyof Tasks;
type Input<Name extends TaskName> = Parameters<Tasks[Name]>[0][number];
type Output<Name extends TaskName> = ReturnType<Tasks[Name]>[number];

export interface TaskRequest {
  id: number;
  task: TaskName;
  input: unknown;
}
export type TaskAnswer = { id: number; output: unknown } | { id: number; failure: { message: string; code?: string } };

/** A thread with a connection of its own: while it writes and waits for the disk, taps and requests are served. */
export interface DiskThread {
  /** Runs one task of disk-tasks.ts after, or together with, those before it. @param transfer buffers inside `input` that are handed over, not copied */
  run<Name extends TaskName>(task: Name, input: Input<Name>, transfer?: ArrayBuffer[]): Promise<Output<Name>>;
  close(): Promise<void>;
}

/** @param options.key seals what the thread stores. The thread starts with its first task. */
export function createDiskThread(options: { file: string; key: Buffer }): DiskThread {
  const waiting = new Map<number, { resolve: (output: never) => void; reject: (reason: Error) => void }>();
  let worker: Worker | undefined;
  let lastId = 0;
  let closing = false;

  function start(): Worker {
    const started = new Worker(new URL('./disk-worker.ts', import.meta.url), { workerData: options });
    started.on('message', (answers: TaskAnswer[]) => {
      for (const answer of answers) settle(answer);
      // Idle it keeps no process alive; while it closes somebody waits for its end.
      if (waiting.size === 0 && !closing) started.unref();
    });
    // Out of memory, a broken file: whoever waits hears of it, the next task begins a new thread.
    started.on('error', (error) => fail(started, error as Error));
    started.on('exit', () => fail(started, new Error('the disk thread has ended')));
    return started;
  }

  function settle(answer: TaskAnswer): void {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('output' in answer) asked?.resolve(answer.output as never);
    else asked?.reject(Object.assign(new Error(answer.failure.message), { code: answer.failure.code }));
  }

  function fail(ended: Worker, error: Error): void {
    if (worker !== ended) return;
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  return {
    run<Name extends TaskName>(task: Name, input: Input<Name>, transfer: ArrayBuffer[] = []) {
      worker ??= start();
      const id = ++lastId;
      const answered = new Promise<Output<Name>>((resolve, reject) => waiting.set(id, { resolve, reject }));
      worker.ref();
      worker.postMessage({ id, task, input } satisfies TaskRequest, transfer);
      return answered;
    },
    async close() {
      if (!worker) return;
      closing = true;
      const ended = new Promise((resolve) => worker!.once('exit', resolve));
      worker.ref();
      worker.postMessage('close');
      await ended;
    },
  };
}
