import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Card } from '../../cards/card.ts';
import { createClock } from '../../src/clock.ts';
import { settingDefaults } from '../../src/setting-defaults.ts';
import { openSettings } from '../../src/settings.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { Database } from '../../src/store/database.ts';
import { createSeal } from '../../src/store/seal.ts';
import { loadSealingKey } from '../../src/store/sealing-key.ts';
import { addStore } from '../../src/stores/add-store.ts';
import { openStoreDirectory } from '../../src/stores/store-directory.ts';
import type { MarketplaceSubject, MarketplaceUnderTest } from '../contract/marketplace/driver.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startProcess } from '../timeline/start-process.ts';
import type { ServiceProcess } from '../timeline/start-process.ts';
import { wordsOf } from '../timeline/sandbox-stage.ts';
import { until } from '../timeline/until.ts';
import { createRandom } from './random.ts';
import { readFolder } from './read-folder.ts';

const storeId = 'storm';
const storeName = 'Sturmladen';
const rounds = ['messages', 'lost_pushes', 'orders', 'notifications'] as const;

export interface Storm {
  subject: MarketplaceSubject;
  /** Buyers' messages, some pushed, some only to be found, all polled as well. */
  messages: number;
  /** Answers that are sent meanwhile. */
  answers: number;
  /** Times the process is killed without a goodbye, at moments that `seed` decides. */
  kills: number;
  seed: number;
}

export interface StormReport {
  messages: number;
  kept: number;
  doubled: number;
  lost: number;
  answers: number;
  /** Answers that buyers saw more than once, and not at all. */
  saidTwice: number;
  unsaid: number;
  /** Where orders are placed meanwhile: how many, and those not on file in the end. */
  orders?: number;
  ordersLost?: number;
  kills: number;
  seconds: number;
}

/** Lets pushes and polls race while the process dies again and again, and counts what became of every message and answer. */
export async function runStorm(storm: Storm): Promise<StormReport> {
  const started = performance.now();
  const { subject, messages, answers, kills } = storm;
  const random = createRandom(storm.seed);
  const market = await subject.open();
  const folder = dataFolder();
  await prepare(folder, subject, market);
  let service = await start(folder, subject, market);
  try {
    let writing = true;
    const written = (async () => {
      for (let index = 0; index < messages; index++) {
        if (index % 25 === 0) market.losePushes?.(random() < 0.3 ? 'lose' : 'deliver');
        await market.buyerWrites({ buyer: `buyer ${index % 97}`, text: `第 ${index} 条` });
      }
      writing = false;
    })();
    const answering = answer(() => service, answers);
    for (let killed = 0; killed < kills; killed++) {
      await sleep(random() * 1_200);
      await service.kill();
      service = await start(folder, subject, market);
    }
    await written;
    const asked = await answering;
    await until(() => !writing && keptWords(folder).length >= messages, 'every message is kept', 120_000);
    const said = async (): Promise<string[]> => ((await market.sent?.()) ?? []).map(({ text }) => text);
    const allSaid = async (): Promise<boolean> => new Set(await said()).isSupersetOf(new Set(asked));
    // What is never said is counted, not waited for without end.
    if (market.sent) await until(allSaid, 'every answer is said', 120_000).catch(() => {});
    const orders = market.orders?.() ?? [];
    await until(() => missing(folder, orders).length === 0, 'every order is on file', 150_000).catch(() => {});
    const [kept, seen] = [keptWords(folder), await said()];
    return {
      messages,
      kept: kept.length,
      doubled: kept.length - new Set(kept).size,
      lost: messages - new Set(kept).size,
      answers: asked.length,
      saidTwice: seen.length - new Set(seen).size,
      unsaid: market.sent ? asked.filter((text) => !seen.includes(text)).length : 0,
      ...(market.orders && { orders: orders.length, ordersLost: missing(folder, orders).length }),
      kills,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    };
  } finally {
    await service.stop();
    await market.stop();
  }
}

async function start(folder: string, subject: MarketplaceSubject, market: MarketplaceUnderTest): Promise<ServiceProcess> {
  const service = await startProcess({ folder, env: { GENGFU_LOG: 'error', ...market.env } });
  await market.deliverTo?.(`${service.url}/in/${subject.platform}/${storeId}`);
  return service;
}

/** People claim and answer what they see, whatever happens to the process in between. */
async function answer(service: () => ServiceProcess, count: number): Promise<string[]> {
  const asked: string[] = [];
  const seen = new Set<number>();
  while (asked.length < count) {
    try {
      const sandbox = sandboxClient(service().url);
      const free = (await sandbox.cards()).find(
        ({ ticket, card }) => card && isOurs(card) && ticket !== null && !seen.has(ticket),
      );
      if (!free) {
        await sleep(50);
        continue;
      }
      // Of the ticket, so that a tap that comes again says the same.
      const text = `已处理 ${free.ticket}`;
      const tap = { messageId: free.id, person: 'wang', form: { text }, eventId: `tap-${free.ticket}` };
      await sandbox.tap({ ...tap, action: 'claim', eventId: `claim-${free.ticket}` });
      const { toast } = await sandbox.tap({ ...tap, action: 'reply' });
      // A stale card is looked at anew. Where nobody translates, the toast warns of that, and the answer is on its way.
      if (!toast.startsWith('正在发送')) continue;
      seen.add(free.ticket!);
      asked.push(text);
    } catch {
      // Killed in the middle: the same tap comes again, with the same id, as a messenger's re-push would.
      await sleep(50);
    }
  }
  return asked;
}

/** Of this store, and not one that is answered on the platform's own page only. */
const isOurs = (card: Card): boolean =>
  wordsOf(card).includes(storeName) && card.actions.some(({ action }) => action === 'reply');

async function prepare(folder: string, subject: MarketplaceSubject, market: MarketplaceUnderTest): Promise<void> {
  const db = await open(folder);
  const [stores, settings] = [
    await openStoreDirectory(db),
    await openSettings(db, settingDefaults({ language: 'zh', zone: 'Asia/Shanghai' })),
  ];
  await addStore(
    { db, stores, clock: createClock() },
    {
      id: storeId,
      platform: subject.platform,
      site: market.site,
      name: storeName,
      settings: market.settings,
      by: { id: 'test' },
    },
  );
  const everySecond = Object.fromEntries(rounds.map((stream) => [`${subject.platform}.${stream}`, 1_000]));
  await db.write(async (tx) => {
    await settings.set(tx, 'pollEveryMs', everySecond);
    // A storm is of one kind, and each card of it is to be answered.
    await settings.set(tx, 'noise', { ...settings.get('noise'), groupMs: 0 });
  });
  await db.close();
}

const open = (folder: string): Promise<Database> =>
  openDatabase({ file: path.join(folder, 'gengfu.db'), key: loadSealingKey({ dataFolder: folder }) });

function keptWords(folder: string): string[] {
  const seal = createSeal(loadSealingKey({ dataFolder: folder }));
  return readFolder<{ textSealed: string }>(
    folder,
    `SELECT "textSealed" FROM "Message" WHERE "storeId" = '${storeId}' AND "author" = 'buyer'`,
  ).map(({ textSealed }) => seal.open(textSealed));
}

function missing(folder: string, orders: readonly string[]): string[] {
  if (orders.length === 0) return [];
  const filed = readFolder<{ externalId: string }>(folder, `SELECT "externalId" FROM "Order" WHERE "storeId" = '${storeId}'`);
  const known = new Set(filed.map(({ externalId }) => externalId));
  return orders.filter((id) => !known.has(id));
}
