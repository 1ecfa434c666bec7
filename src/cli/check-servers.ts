import pg from 'pg';
import { Redis } from 'ioredis';
import type { Config } from '../config.ts';
import { migrationNames } from '../store/migrations.ts';
import { holderName } from '../store/postgres/hold-database.ts';
import type { Finding } from './finding.ts';
import { reasonOf } from './reason-of.ts';
import { say } from './say.ts';

const patienceMs = 5_000;

/** PostgreSQL and Redis, where a team has them; changes nothing. */
export async function checkServers({ databaseUrl, redisUrl }: Config): Promise<Finding[]> {
  return [
    ...(databaseUrl === undefined ? [] : [await checkPostgres(databaseUrl)]),
    ...(redisUrl === undefined ? [] : [await checkRedis(redisUrl)]),
  ];
}

async function checkPostgres(url: string): Promise<Finding> {
  const subject = 'PostgreSQL';
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs, query_timeout: patienceMs });
  // What breaks is told to whoever asked.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; known: boolean; holders: number }>(
      `SELECT current_setting('server_version') AS version, to_regclass('"_prisma_migrations"') IS NOT NULL AS known,
         (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1) AS holders`,
      [holderName],
    );
    const { version, known, holders } = rows[0]!;
    if (!known)
      return {
        state: 'note',
        subject,
        words: say(`${version},第一次启动时建表`, `${version}; its tables are made at the first start`),
      };
    const applied = await client.query<{ name: string }>(
      'SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL',
    );
    const ours = new Set(migrationNames('postgres'));
    const newer = applied.rows.find(({ name }) => !ours.has(name));
    if (newer)
      return {
        state: 'failed',
        subject,
        words: say(`来自更新的版本(${newer.name}),请先升级`, `made by a newer version (${newer.name}); upgrade first`),
      };
    return { state: 'ok', subject, words: holders === 0 ? version : version + holdersIn(holders) };
  } catch (error) {
    return { state: 'failed', subject, words: say(`连不上:${reasonOf(error)}`, `cannot be reached: ${reasonOf(error)}`) };
  } finally {
    await client.end().catch(() => {});
  }
}

const holdersIn = (processes: number): string =>
  say(`,${processes} 个更夫进程在用`, `; processes of Gengfu at work: ${processes}`);

async function checkRedis(url: string): Promise<Finding> {
  const subject = 'Redis';
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: patienceMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.ping();
    return { state: 'ok', subject, words: say('答得上来', 'answers') };
  } catch (error) {
    return { state: 'failed', subject, words: say(`连不上:${reasonOf(error)}`, `cannot be reached: ${reasonOf(error)}`) };
  } finally {
    client.disconnect();
  }
}
