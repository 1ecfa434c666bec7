import { startPostgres } from './start-postgres.ts';

/** One server for all tests of a run. What it keeps need not outlive them. */
export async function setup(): Promise<() => Promise<void>> {
  const postgres = await startPostgres({ flags: ['-c', 'fsync=off', '-c', 'max_connections=200'] });
  process.env.TEST_POSTGRES = await postgres.createDatabase();
  return () => postgres.stop();
}
