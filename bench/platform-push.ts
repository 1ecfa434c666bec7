/**
 * Pushes of each platform, as it signs them, against the whole service at work: 64 connections, beside a backlog that is being
 * worked off; Lazada, the least patient, is measured while at least five thousand messages wait from its first push to its
 * last. What counts is the acknowledgement, beside each platform's own patience; how many waited is printed with each.
 */
import path from 'node:path';
import { createClock } from '../src/clock.ts';
import { openDatabase } from '../src/store/database.ts';
import type { Database } from '../src/store/database.ts';
import { loadSealingKey } from '../src/store/sealing-key.ts';
import { addStore } from '../src/stores/add-store.ts';
import { openStoreDirectory } from '../src/stores/store-directory.ts';
import { startChild } from './lib/child.ts';
import { countWaiting, fillInbox } from './lib/waiting.ts';
import { load } from './lib/load.ts';
import { signedMessages } from './lib/messages.ts';
import { openPushers } from './lib/platform-pushers.ts';
import { report } from './lib/report.ts';

const connections = 64;
const requests = 2_500;
/** At least so many are to wait while Lazada is measured. */
const waitingAtLeast = 5_000;
/** What lies there before the service starts. */
const filledTo = 30_000;

await using pushers = await openPushers();
const clock = createClock();
const open = (folder: string): Promise<Database> =>
  openDatabase({ file: path.join(folder, 'gengfu.db'), key: loadSealingKey({ dataFolder: folder }) });
await using service = await startChild('src/main.ts', {}, async (folder) => {
  const db = await open(folder);
  const stores = await openStoreDirectory(db);
  for (const { platform, settings, site } of pushers.all)
    await addStore(
      { db, stores, clock },
      { id: `bench-${platform}`, platform, site, name: 'Bench', settings, by: { id: 'bench' } },
    );
  await fillInbox({ db, clock, storeId: 'bench-shopify', count: filledTo });
  await db.close();
});
const db = await open(service.folder);
const platforms: Record<string, object> = {};
let tightest = { perSecond: 0, p50: 0, p99: 0, p999: 0 };
// The one with the least patience first, while the backlog is still high.
for (const { platform, budgetMs, pushes } of pushers.all.toSorted((a, b) => a.budgetMs - b.budgetMs)) {
  await load(service.port, pushes(500, 'warm'), connections);
  const measured = pushes(requests, 'measured');
  const { result, waiting } = await countWaiting(db, () => load(service.port, measured, connections));
  if (platform === 'lazada' && waiting.least < waitingAtLeast)
    throw new Error(`only ${waiting.least} messages waited while ${platform} was measured`);
  const { perSecond, p50, p99, p999 } = result;
  platforms[platform] = {
    perSecond,
    p50,
    p99,
    p999,
    budgetMs,
    shareOfBudget: Math.round((p999 / budgetMs) * 1000) / 1000,
    waiting,
  };
  if (platform === 'lazada') tightest = result;
}
await db.close();
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
