import type { Registry } from 'prom-client';
import type { Desk } from '../desk.ts';
import { addRequestTimes } from './add-request-times.ts';
import type { CallCounts } from './call-counts.ts';
import type { Refusals } from './refusals.ts';
import type { RequestTimes } from './request-times.ts';
import { addWayMetrics } from './way-metrics.ts';
import { readReach } from '../escalation/read-reach.ts';
import { readStatus } from './read-status.ts';

const registries = new WeakMap<Desk, Promise<Registry>>();

/**
 * Prometheus text. Counts are read from the database when asked for, so they survive a restart and cost nothing in
 * between; the library is loaded at the first scrape.
 */
export interface Counted {
  refusals: Refusals;
  calls: CallCounts;
  times: RequestTimes;
  mailboxes: () => { store: string; state: string }[];
}

export async function metrics(desk: Desk, counted: Counted): Promise<{ type: string; text: string }> {
  const registry = registries.get(desk) ?? createRegistry(desk, counted);
  registries.set(desk, registry);
  const ready = await registry;
  return { type: ready.contentType, text: await ready.metrics() };
}

async function createRegistry(desk: Desk, { refusals, calls, times, mailboxes }: Counted): Promise<Registry> {
  const prom = await import('prom-client');
  const { Registry, Counter, Gauge, collectDefaultMetrics } = prom;
  const lastReach = () => readReach(desk.db.read, desk.clock.now() - 30 * 86_400_000);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (
    name: string,
    help: string,
    label: string,
    collect: (set: (label: string, value: number) => void) => Promise<void> | void,
  ) =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      collect() {
        return collect((value, count) => this.set({ [label]: value }, count));
      },
    });
  gauge('gengfu_messenger_up', 'Whether the connection to a messenger stands', 'messenger', (set) => {
    for (const messenger of desk.messengers.values()) set(messenger.name, messenger.connection().state === 'connected' ? 1 : 0);
  });
  gauge('gengfu_messenger_calls_left', 'Calls left of the month, where the platform counts them', 'messenger', (set) => {
    for (const { name, budget } of desk.messengers.values()) {
      const state = budget?.read();
      if (state) set(name, state.limit - state.used);
    }
  });
  gauge('gengfu_tickets_open', 'Open tickets', 'claimed', async (set) => {
    const { tickets } = await readStatus(desk);
    set('no', tickets.unclaimed);
    set('yes', tickets.open - tickets.unclaimed);
  });
  gauge('gengfu_refused', 'Requests turned away since the start: forged, replayed, too large, unreadable', 'door', (set) => {
    for (const [door, count] of refusals.read()) set(door, count);
  });
  const callLabels = ['platform', 'call', 'outcome'];
  for (const [name, help, figure] of [
    ['gengfu_marketplace_calls_total', 'Calls to marketplaces since the start', 'calls'],
    ['gengfu_marketplace_call_seconds_total', 'Time spent waiting for their answers', 'seconds'],
  ] as const)
    new Counter({
      name,
      help,
      labelNames: callLabels,
      registers: [registry],
      collect() {
        this.reset();
        for (const { labels, ...figures } of calls.read()) this.inc({ ...labels }, figures[figure]);
      },
    });
  gauge('gengfu_calls_unreached', 'Calls to colleagues of the last 30 days that reached nobody', 'means', async (set) => {
    for (const { wanted, calls, reached } of await lastReach()) set(wanted, calls - reached);
  });
  gauge('gengfu_calls_reached', 'Calls to colleagues of the last 30 days that reached them', 'means', async (set) => {
    for (const { wanted, reached } of await lastReach()) set(wanted, reached);
  });
  gauge(
    'gengfu_call_seconds',
    'Mean time from calling a colleague to the messenger’s word that it worked',
    'means',
    async (set) => {
      for (const { wanted, meanMs } of await lastReach()) if (meanMs !== null) set(wanted, meanMs / 1_000);
    },
  );
  gauge('gengfu_backlog', 'What waits or was given up', 'kind', async (set) => {
    const { backlog } = await readStatus(desk);
    for (const [kind, count] of Object.entries(backlog)) set(kind, count);
  });
  gauge('gengfu_attachments', 'Files of buyers and replies by what became of them', 'state', async (set) => {
    const counts = await desk.db.read.attachment.groupBy({ by: ['state'], _count: true });
    for (const state of ['pending', 'stored', 'broken']) set(state, counts.find((row) => row.state === state)?._count ?? 0);
  });
  gauge(
    'gengfu_messages_recovered_today',
    'Messages whose push was lost and that a round found, since midnight',
    'all',
    async (set) => {
      const { today } = await readStatus(desk);
      set('stores', today.recovered);
    },
  );
  gauge('gengfu_streams_unreadable', 'Streams that cannot be read now', 'store', async (set) => {
    const { unreadable } = await readStatus(desk);
    for (const [storeId, streams] of Map.groupBy(unreadable, (stream) => stream.storeId)) set(storeId, streams.length);
  });
  gauge('gengfu_messages_today', 'Messages since midnight in the team zone', 'direction', async (set) => {
    const { today } = await readStatus(desk);
    set('in', today.received);
    set('out', today.replied);
  });
  gauge('gengfu_mailbox_up', 'Whether the connection to a store’s mailbox stands', 'store', (set) => {
    for (const { store, state } of mailboxes()) set(store, state === 'connected' ? 1 : 0);
  });
  addRequestTimes(registry, times);
  addWayMetrics(prom, registry, desk);
  return registry;
}
