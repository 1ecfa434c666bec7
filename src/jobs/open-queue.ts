import { createHash } from 'node:crypto';
import type { Config } from '../config.ts';
import type { JobQueue } from './job-queue.ts';
import { createEmbeddedQueue } from './embedded.ts';
import type { JobRunnerParts } from './run-jobs.ts';

/** One process does its jobs itself; several share them over Redis. */
export async function openQueue(
  { redisUrl, databaseUrl = '', role }: Pick<Config, 'redisUrl' | 'databaseUrl' | 'role'>,
  parts: Omit<JobRunnerParts, 'stillOurs'>,
): Promise<JobQueue> {
  if (redisUrl === undefined) return createEmbeddedQueue(parts);
  const { createBullQueue } = await import('./bullmq.ts');
  const { host, pathname } = new URL(databaseUrl);
  // Teams on one Redis do not hear each other: the name is the database's.
  const name = `gengfu-${createHash('sha256')
    .update(host + pathname)
    .digest('hex')
    .slice(0, 16)}`;
  return createBullQueue({ ...parts, redisUrl, name, role: role === 'web' ? 'web' : 'worker' });
}
