import type * as z from 'zod';
import type { RowWrite, Write } from '../store/database.ts';

/** A job as it lies in the table: written in the same transaction as the change that asks for it. */
export interface JobRow {
  id: string;
  kind: string;
  payload: string;
  /** That have failed so far. */
  attempts: number;
  revision: number;
  /** Instant at which it was asked for first. */
  createdAt: number;
}

export interface JobRequest {
  kind: string;
  /** Jobs with the same key are one job; asking again moves its due time and makes a running one run once more. */
  key?: string;
  payload: unknown;
  /** Instant. */
  dueAt: number;
}

/** What a job does. Kinds are listed in src/jobs/definitions. */
export interface JobDefinition<Payload = unknown> {
  kind: string;
  payload: z.ZodType<Payload>;
  /** Attempts before it is a dead letter. */
  maxAttempts: number;
  /** Most jobs handed over at once; the handler works on sets. */
  batch: number;
  /** Batches of this kind under way at once. */
  concurrency: number;
  /** `attempts` counts this one; `askedAt` is the instant at which the job was asked for first. */
  handle(jobs: { id: string; payload: Payload; attempts: number; askedAt: number }[]): Promise<JobOutcome>;
}

export interface JobOutcome {
  /** Written in the same transaction that strikes the finished jobs. */
  settle?: (tx: Write) => Promise<void>;
  /** The same, of set-based statements alone: for kinds that come in floods. */
  settleRows?: (tx: RowWrite) => Promise<void>;
  /** By job id: these did not work and are tried again. */
  failed?: Map<string, JobFailure>;
  /** By job id: milliseconds after which these want to look again; asked for meanwhile they run at once. */
  again?: Map<string, number>;
}

export interface JobFailure {
  error: Error;
  /** Wait at least this long; absent = exponential backoff. */
  retryAfterMs?: number;
  /** Trying again cannot help: becomes a dead letter now. */
  final?: true;
  /** Nothing is wrong, it only has to wait for its turn: does not count as an attempt. */
  waits?: true;
}
