import { startPostgres } from './start-postgres.ts';
import { startRedis } from './start-redis.ts';

/** One PostgreSQL and one Redis for all tests of a run. What they keep need not outlive them. */
export async function setup(): Promise<() => Promise<void>> {
  const [postgres, redis] = await Promise.all([
    startPostgres({ flags: ['-c', 'fsync=off', '-c', 'max_connections=200'] }),
    startRedis(),
  ]);
  process.env.TEST_POSTGRES = await postgres.createDatabase();
  process.env.TEST_REDIS = redis.url;
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
  };
}
