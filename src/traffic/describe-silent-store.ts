import { formatDuration } from '../clocks/parse-duration.ts';
import type { Desk } from '../desk.ts';
import { streamsOf } from '../polling/streams-of.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { textsOf } from '../texts/desk-texts.ts';

/** What is known of a silence. Instants; `usual` messages would have been expected meanwhile. */
export interface Silent {
  storeId: string;
  since: number;
  until: number;
  usual: number;
}

/** What happened, what still works, and where to look. */
export async function describeSilentStore(desk: Desk, { storeId, since, until, usual }: Silent): Promise<string> {
  const texts = textsOf(desk);
  const now = desk.clock.now();
  const store = desk.stores.get(storeId);
  const way = store ? wayIn(desk, store) : 'push';
  const head = texts('trouble.silent', {
    store: store?.name ?? storeId,
    since: texts.time(since, now),
    span: formatDuration(until - since, texts.language),
    usual,
  });
  const [pushed, polled] = await Promise.all([lastPush(desk, storeId), way === 'api' ? lastPoll(desk, storeId) : null]);
  const signs = [
    pushed === null
      ? ''
      : texts(way === 'mail' ? 'trouble.silent_mailed' : 'trouble.silent_pushed', { at: texts.time(pushed, now) }),
    polled === null ? '' : texts('trouble.silent_polled', { at: texts.time(polled, now) }),
  ];
  const check = texts(`trouble.silent_check_${way}`, { id: storeId });
  return [head, signs.filter(Boolean).join(texts.language === 'zh' ? ',' : '; '), check].filter(Boolean).join('\n');
}

export function describeHeardAgain(desk: Desk, { storeId, since, until }: Omit<Silent, 'usual'>): string {
  const texts = textsOf(desk);
  return texts('trouble.heard_again', {
    store: desk.stores.get(storeId)?.name ?? storeId,
    since: texts.time(since, desk.clock.now()),
    span: formatDuration(until - since, texts.language),
  });
}

/** How a store's messages come, as far as its people can look after it. */
function wayIn(desk: Desk, store: StoreRecord): 'api' | 'mail' | 'push' {
  if (streamsOf(desk, store).length > 0) return 'api';
  return store.settings.mail ? 'mail' : 'push';
}

async function lastPush(desk: Desk, storeId: string): Promise<number | null> {
  const hour = await desk.db.read.trafficHour.findFirst({ where: { storeId, kind: 'pushes' }, orderBy: { hour: 'desc' } });
  return hour?.last.getTime() ?? null;
}

/** The last round that could read, of any stream. */
async function lastPoll(desk: Desk, storeId: string): Promise<number | null> {
  const state = await desk.db.read.pollState.findFirst({
    where: { storeId, polledAt: { not: null }, failingSince: null },
    orderBy: { polledAt: 'desc' },
  });
  return state?.polledAt?.getTime() ?? null;
}
