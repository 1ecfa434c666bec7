import { Worker } from 'node:worker_threads';

/** What a thread that reads for itself is started with. */
export interface AsideData<Input> {
  /** SQLite's file. */
  file?: string;
  /** PostgreSQL's address. */
  url?: string;
  /** That opens what is sealed. */
  key: Uint8Array;
  input: Input;
}

/** Threads with a connection of their own, for what reads long: neither the event loop nor the writer waits for them. */
export interface AsideReaders {
  /** @param module URL of the thread's module; it finds `AsideData` in its workerData */
  start(module: URL, input: unknown): Worker;
  /** Ends those under way. */
  stop(): Promise<void>;
}

export function createAsideReaders(options: { file?: string; url?: string; key: Buffer }): AsideReaders {
  const running = new Set<Worker>();
  return {
    start(module, input) {
      const worker = new Worker(module, { workerData: { ...options, input } satisfies AsideData<unknown> });
      running.add(worker);
      worker.once('exit', () => running.delete(worker));
      return worker;
    },
    stop: async () => void (await Promise.all([...running].map((worker) => worker.terminate()))),
  };
}
