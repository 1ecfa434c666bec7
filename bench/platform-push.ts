/**
 * Pushes of each platform, as it signs them, against the whole service at work: 64 connections, and five thousand messages that
 * wait to be processed when the measuring begins. What counts is the acknowledgement, beside each platform's own patience.
 */
import path from 'node:path';
import { createClock } from '../src/clock.ts';
import { openDatabase } from '../src/store/database.ts';
import { loadSealingKey } from '../src/store/sealing-key.ts';
import { addStore } from '../src/stores/add-store.ts';
import { openStoreDirectory } from '../src/stores/store-directory.ts';
import { startChild } from './lib/child.ts';
import { load } from './lib/load.ts';
import { signedMessages } from './lib/messages.ts';
import { openPushers } from './lib/platform-pushers.ts';
import { report } from './lib/report.ts';
import { until } from '../tests/timeline/until.ts';

const connections = 64;
const requests = 6_000;
const waiting = 5_000;

await using pushers = await openPushers();
const platforms: Record<string, object> = {};
let tightest = { perSecond: 0, p50: 0, p99: 0, p999: 0 };
for (const { platform, settings, site, budgetMs, pushes } of pushers.all) {
  await using service = await startChild('src/main.ts');
  const db = await openDatabase({
    file: path.join(service.folder, 'gengfu.db'),
    key: loadSealingKey({ dataFolder: service.folder }),
  });
  const stores = await openStoreDirectory(db);
  await addStore(
    { db, stores, clock: createClock() },
    { id: 'bench', platform, site, name: 'Bench', settings, by: { id: 'bench' } },
  );
  await until(
    async () => (await fetch(`http://127.0.0.1:${service.port}/in/${platform}/bench`, { method: 'POST' })).status !== 404,
    'the store is known',
  );
  await load(service.port, pushes(1_500, 'warm'), connections);
  const [backlog, measured] = [signedMessages(waiting, 'backlog').map(({ request }) => request), pushes(requests, 'measured')];
  await load(service.port, backlog, connections);
  const result = await load(service.port, measured, connections);
  const left = await db.read.inboxEvent.count({ where: { status: 'pending' } });
  await db.close();
  platforms[platform] = {
    perSecond: result.perSecond,
    p50: result.p50,
    p99: result.p99,
    p999: result.p999,
    budgetMs,
    shareOfBudget: Math.round((result.p999 / budgetMs) * 1000) / 1000,
    waitingAtTheEnd: left,
  };
  if (platform === 'lazada') tightest = result;
}
await using bare = await startChild('bench/peers/bare-inbox.ts', { BARE_COMMIT: 'group' });
const ceiling = await load(
  bare.port,
  signedMessages(requests, 'bare').map(({ request }) => request),
  connections,
);
report({
  bench: 'platform-push',
  unit: 'lazada pushes/s',
  ours: tightest.perSecond,
  peers: { 'bare Hono + HMAC + group commit': ceiling.perSecond },
  ratio: { 'bare Hono + HMAC + group commit': Math.round((tightest.perSecond / ceiling.perSecond) * 1000) / 1000 },
  p50: tightest.p50,
  p99: tightest.p99,
  p999: tightest.p999,
  connections,
  platforms,
});
