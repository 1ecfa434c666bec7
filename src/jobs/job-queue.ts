import type { RowWrite } from '../store/database.ts';
import type { JobDefinition, JobRequest } from './job.ts';

/** The queue port. `embedded` drains the table in this process; another implementation may relay it. */
export interface JobQueue {
  /** Part of the caller's transaction; the queue wakes when that commits. */
  enqueue(tx: RowWrite, requests: readonly JobRequest[]): Promise<void>;
  /** Takes timers back, by key. */
  cancel(tx: RowWrite, keys: readonly string[]): Promise<void>;
  /** Jobs may have come from another process, such as the command line. */
  wake(): void;
  start(definitions: JobDefinition[]): Promise<void>;
  /** Resolves when running jobs have settled. Undone ones stay in the table. */
  stop(): Promise<void>;
  /** Resolves when nothing is due and nothing runs. For tests and orderly shutdown. */
  idle(): Promise<void>;
}
