/**
 * Messages a second through the whole way, on each engine and by one or two worker processes: SQLite in one process,
 * PostgreSQL with BullMQ over Redis by one worker and by two. All events lie in the inbox beforehand, half of them in each
 * of two stores; the first of them warm up and do not count. Needs redis-server.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compose } from '../src/compose.ts';
import { loadConfig } from '../src/config.ts';
import { demoMessages } from '../src/sandbox/demo-sentences.ts';
import { startPostgres } from '../tests/servers/start-postgres.ts';
import { startRedis } from '../tests/servers/start-redis.ts';
import { startProduct } from './lib/start-product.ts';
import { report } from './lib/report.ts';
import { ringEach } from './lib/ring-each.ts';

const warmUp = 2_000;
const count = warmUp + 8_000;
const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);

const sqlite = await measure({}, ['all']);
const one = await measure(await shared(), ['worker']);
const two = await measure(await shared(), ['worker', 'worker']);
await Promise.all([postgres.stop(), redis.stop()]);
report({
  bench: 'engines',
  unit: 'messages/s',
  ours: two,
  peers: { 'SQLite, one process': sqlite, 'PostgreSQL and BullMQ, one worker': one },
  ratio: { 'SQLite, one process': two / sqlite, 'PostgreSQL and BullMQ, one worker': two / one },
  p50: null,
  p99: null,
  messages: count - warmUp,
});

async function shared(): Promise<Record<string, string>> {
  await redis.flush();
  return { DATABASE_URL: await postgres.createDatabase(), REDIS_URL: redis.url };
}

/** @returns messages a second by processes of these roles together */
async function measure(engine: Record<string, string>, roles: readonly string[]): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-bench-'));
  const env = {
    GENGFU_DATA: folder,
    GENGFU_DEMO: 'off',
    GENGFU_LOG: 'error',
    GENGFU_SANDBOX: 'on',
    GENGFU_KEY: randomBytes(32).toString('hex'),
    ...engine,
  };
  const desk = await compose(loadConfig(env));
  await ringEach(desk.desk);
  await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const { text } = demoMessages[index % demoMessages.length]!;
      const body = Buffer.from(JSON.stringify({ buyer: `buyer ${index}`, text }));
      const storeId = index % 2 === 0 ? 'amazon-de' : 'shopee-my';
      return desk.inbox.store({ storeId, source: 'sandbox', externalId: `e-${index}`, body });
    }),
  );
  const products = await Promise.all(roles.map((role) => startProduct({ ...env, GENGFU_ROLE: role })));
  const until = async (wanted: number): Promise<number> => {
    for (;;) {
      const posted = await desk.desk.db.read.card.count({ where: { postedAt: { not: null } } });
      if (posted >= wanted) return posted;
      await sleep(100);
    }
  };
  const from = await until(warmUp);
  const started = performance.now();
  const done = (await until(count)) - from;
  const seconds = (performance.now() - started) / 1000;
  await Promise.all(products.map((product) => product.stop()));
  await desk.stop();
  rmSync(folder, { recursive: true, force: true });
  return Math.round(done / seconds);
}
