import { createHash } from 'node:crypto';
import pg from 'pg';

/** Set where the tests run on PostgreSQL: a server that lets us make databases. */
const server = process.env.TEST_POSTGRES;
const redis = process.env.TEST_REDIS;

/** How many processes' worth of services share one database in the tests. */
export const nodes = server && redis ? Number(process.env.TEST_NODES ?? 1) : 1;

/** Settings of a service in that data folder: the engine under test, one database per folder. */
export async function engineOf(folder: string): Promise<Record<string, string>> {
  if (!server) return {};
  const hash = createHash('sha256').update(folder).digest('hex');
  const name = `test_${hash.slice(0, 32)}`;
  const client = new pg.Client(server);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  return {
    DATABASE_URL: Object.assign(new URL(server), { pathname: name }).href,
    GENGFU_KEY: hash,
    ...(redis ? { REDIS_URL: redis } : {}),
  };
}
