import { randomBytes } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { doctor } from '../../src/cli/doctor.ts';
import { keyRotate } from '../../src/cli/key-rotate.ts';
import { openBindCode } from '../../src/people/bind-code.ts';
import { openDatabase } from '../../src/store/database.ts';
import { holdDatabase } from '../../src/store/postgres/hold-database.ts';
import { decodeKey } from '../../src/store/sealing-key.ts';
import { startPostgres } from '../servers/start-postgres.ts';
import type { Postgres } from '../servers/start-postgres.ts';
import { startRedis } from '../servers/start-redis.ts';
import type { RedisServer } from '../servers/start-redis.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { endProcesses, startProcess } from '../timeline/start-process.ts';
import type { ServiceProcess } from '../timeline/start-process.ts';
import { until } from '../timeline/until.ts';
import { push } from '../timeline/webhook.ts';

let postgres: Postgres;
let redis: RedisServer;
let env: Record<string, string>;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  env = {
    DATABASE_URL: await postgres.createDatabase(),
    REDIS_URL: redis.url,
    GENGFU_KEY: randomBytes(32).toString('hex'),
    GENGFU_SANDBOX: 'on',
  };
}, 60_000);
afterAll(async () => {
  await endProcesses();
  await Promise.all([postgres.stop(), redis.stop()]);
});

const start = (role: 'web' | 'worker'): Promise<ServiceProcess> => startProcess({ env: { ...env, GENGFU_ROLE: role } });
const stores = ['amazon-de', 'shopee-my'];
const longestMs = 60_000;

test('one web and two worker processes lose and double nothing: a worker killed, Redis wiped and restarted, taps at both', async () => {
  const web = await start('web');
  const [first, second] = await Promise.all([start('worker'), start('worker')]);
  const here = sandboxClient(web.url);
  const there = sandboxClient(second.url);
  const write = (buyer: number) =>
    here.buyer({
      store: stores[buyer % 2]!,
      buyer: `buyer ${buyer}`,
      text: `Wo ist mein Paket? ${buyer}`,
      eventId: `event-${buyer}`,
    });
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

  const opened = await Promise.all(range(0, 20).map(write));
  const killed = Promise.all(range(20, 40).map(write));
  await first.kill();
  await redis.flush();
  opened.push(...(await killed));
  await redis.kill();
  const withoutRedis = Promise.all(range(40, 50).map(write));
  opened.push(...(await withoutRedis));
  await redis.start();
  opened.push(...(await Promise.all(range(50, 60).map(write))));
  // The same events once more change nothing.
  await Promise.all(range(0, 60).map(write));

  const numbers = opened.map(({ ticket }) => ticket!);
  expect(new Set(numbers).size, 'each buyer has a ticket of their own').toBe(60);
  const cardsOf = async (): Promise<number[]> =>
    (await here.messages({ chat: 'night-watch' })).flatMap(({ kind, ticket }) => (kind === 'card' && ticket ? [ticket] : []));
  await until(async () => new Set(await cardsOf()).size === 60, 'a card for every ticket', longestMs);
  expect((await cardsOf()).toSorted(), 'and no ticket has two').toEqual(numbers.toSorted());

  const card = (await here.cards(numbers[0])).at(-1)!;
  const taps = await Promise.all(
    range(0, 10).map((index) =>
      (index % 2 ? here : there).tap({ messageId: card.id, action: 'claim', person: index % 2 ? 'wang' : 'chen' }),
    ),
  );
  const winners = new Set(taps.filter(({ toastType }) => toastType === 'success').map(({ card: drawn }) => drawn?.owner));
  expect(winners.size, 'one owner, whichever process was asked').toBe(1);

  await there.tap({
    messageId: card.id,
    action: 'reply',
    person: [...winners][0] === '王磊' ? 'wang' : 'chen',
    form: { text: 'Ihr Paket kommt morgen.' },
  });
  const answered = (): Promise<number> =>
    here.outbound(card.card ? stores[0]! : '').then((sent) => sent.filter(({ ticket }) => ticket === numbers[0]).length);
  await until(async () => (await answered()) > 0, 'the answer', longestMs);
  expect(await answered()).toBe(1);

  // A rolling restart: the next is there before the last one goes.
  const next = await start('web');
  await web.stop();
  const after = sandboxClient(next.url);
  const late = (await after.cards(numbers[1])).at(-1)!;
  expect((await after.tap({ messageId: late.id, action: 'claim', person: 'wang' })).toastType).toBe('success');
}, 180_000);

test('PostgreSQL restarts: its services hold it again, and one that comes too late writes nothing and ends', async ({
  onTestFinished,
}) => {
  const url = await postgres.createDatabase();
  const service = await startProcess({ env: { ...env, DATABASE_URL: url } });
  const ready = (): Promise<boolean> => fetch(`${service.url}/readyz`).then(({ ok }) => ok);
  const restart = (): Promise<void> => postgres.kill().then(() => postgres.start());

  await restart();
  await until(ready, 'a service that writes again', longestMs);
  const folder = dataFolder();
  for (const [name, value] of Object.entries({ ...env, DATABASE_URL: url, GENGFU_DATA: folder })) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const rotate = () => keyRotate().parseAsync([], { from: 'user' });
  await expect(rotate()).rejects.toThrow('还有更夫在运行');

  await push(service.url, { store: 'amazon-de', body: '{"type":"order.paid","data":{}}' });
  vi.stubEnv('GENGFU_DATA', service.folder);
  const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await until(async () => {
    printed.mockClear();
    await doctor().parseAsync([], { from: 'user' });
    return process.exitCode === 1;
  }, 'the doctor to find the parked message');
  const words = printed.mock.calls.join('');
  printed.mockRestore();
  process.exitCode = undefined;
  expect(words).toContain(`✓ 服务: 正在运行,${service.url}`);
  expect(words).toMatch(/✓ PostgreSQL: .+,1 个更夫进程在用/);
  expect(words).toMatch(/✗ 异常消息: 1 条消息处理不了;看一看:.*inbox parked/);
  vi.stubEnv('GENGFU_DATA', folder);

  const before = await openDatabase({ file: path.join(folder, 'gengfu.db'), key: decodeKey(env.GENGFU_KEY!) });
  await openBindCode(before);
  await before.close();
  await expect(rotate(), 'the SQLite of before').rejects.toThrow(/gengfu\.db 还在/);

  const stranger = await startProcess({ env: { ...env, DATABASE_URL: url, GENGFU_KEY: randomBytes(32).toString('hex') } });
  expect(await stranger.ended, 'one with another key').toBe(1);
  expect(stranger.output()).toContain('密钥打不开数据库');

  process.kill(service.pid, 'SIGSTOP');
  await restart();
  const alone = await holdDatabase({ url, how: 'alone' });
  expect(alone).not.toBeNull();
  const late = sandboxClient(service.url).buyer({ store: 'amazon-de', buyer: 'late', text: 'Hallo?' });
  process.kill(service.pid, 'SIGCONT');
  await expect(late).rejects.toThrow();
  expect(await service.ended).toBe(1);
  expect(service.output()).toMatch(/独占/);
  const client = new pg.Client(url);
  await client.connect();
  expect((await client.query('SELECT count(*)::int AS written FROM "InboxEvent"')).rows).toEqual([{ written: 1 }]);
  await client.end();
  await alone!.release();
}, 90_000);
