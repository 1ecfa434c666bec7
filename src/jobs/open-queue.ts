import type { Config } from '../config.ts';
import type { JobQueue } from './job-queue.ts';
import { createEmbeddedQueue } from './embedded.ts';
import type { JobRunnerParts } from './run-jobs.ts';

/** One process does its jobs itself; several share them over Redis. */
export async function openQueue(
  { redisUrl, role }: Pick<Config, 'redisUrl' | 'role'>,
  parts: Omit<JobRunnerParts, 'stillOurs'>,
): Promise<JobQueue> {
  if (redisUrl === undefined) return createEmbeddedQueue(parts);
  const { createBullQueue } = await import('./bullmq.ts');
  return createBullQueue({ ...parts, redisUrl, role: role === 'web' ? 'web' : 'worker' });
}
