import type { Desk } from '../desk.ts';
import { requestSync } from '../polling/sync-store.ts';
import { syncProgress } from '../polling/sync-progress.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { requireRole } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import { GengfuError } from '../errors.ts';
import { defineCommand } from './command.ts';

const mostDays = 90;
const dayMs = 86_400_000;

/** Reads a span of a store again, or says how far the last such run came. */
export const storeSync = defineCommand({
  spec: {
    name: 'store sync',
    zh: ['店铺 同步', '店铺 补拉'],
    params: [
      { name: 'store', kind: 'word', label: { zh: '店铺代号', en: 'store id' } },
      { name: 'span', kind: 'duration', label: { zh: '多久以来', en: 'since how long' }, optional: true },
    ],
    example: { zh: '/店铺 同步 shop-de 3天', en: '/store sync shop-de 3d' },
  },
  about: 'help.store_sync',
  least: 'viewer',
  async run(desk, { store: storeId, span }, { by }) {
    const texts = textsOf(desk);
    const store = desk.stores.get(storeId);
    if (!store) throw new GengfuError('unknown_store', { store: storeId });
    if (span === undefined) return { text: await describeLast(desk, store) };
    requireRole(by, 'supervisor');
    const until = desk.clock.wall();
    const from = until - Math.min(span, mostDays * dayMs);
    await desk.db.write(async (tx) => {
      await requestSync(desk, tx, { storeId, from, until, personId: by.id });
      await audit(tx, { at: desk.clock.now(), personId: by.id, action: 'store sync', subject: storeId });
    });
    return { text: texts('say.sync_started', { store: store.name, since: texts.time(from, until) }) };
  },
});

async function describeLast(desk: Desk, store: StoreRecord): Promise<string> {
  const texts = textsOf(desk);
  const { id: storeId } = store;
  const run = await desk.db.read.syncRun.findFirst({ where: { storeId }, orderBy: { startedAt: 'desc' } });
  if (!run) return texts('say.sync_none', { store: storeId });
  const values = {
    store: storeId,
    pages: run.pages,
    events: run.events,
    at: texts.time(run.startedAt.getTime(), desk.clock.now()),
  };
  if (run.finishedAt) return texts('say.sync_done', values);
  return run.problem
    ? texts('say.sync_stuck', { ...values, problem: run.problem })
    : texts('say.sync_running', { ...values, ...syncProgress(desk, store, run) });
}
