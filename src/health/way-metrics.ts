import type * as Prometheus from 'prom-client';
import { readBackupState } from '../backups/backup-state.ts';
import type { Desk } from '../desk.ts';
import { readContacts } from './read-contacts.ts';
import { readDelays } from './read-delays.ts';
import type { TallyName } from './tally.ts';

const counters: readonly { name: TallyName; help: string; labels: string[] }[] = [
  { name: 'messages', help: 'Messages of buyers that were filed', labels: ['platform'] },
  { name: 'alerts', help: 'Rules that held: rang, muted or shadow', labels: ['level', 'state'] },
  { name: 'cards', help: 'Cards: posted, updated, digest or failed', labels: ['messenger', 'outcome'] },
  { name: 'replies', help: 'Replies to buyers: accepted by the marketplace or failed', labels: ['platform', 'outcome'] },
  { name: 'deadlines_missed', help: 'Deadlines that passed without an answer: policy or team', labels: ['clock'] },
];

/** What was done along the way of a message by this process, how long the queues wait, and who was last heard of when. */
export function addWayMetrics({ Counter, Gauge }: typeof Prometheus, registry: Prometheus.Registry, desk: Desk): void {
  const registers = [registry];
  for (const { name, help, labels } of counters)
    new Counter({
      name: `gengfu_${name}_total`,
      help: `${help}; since the start of this process`,
      labelNames: labels,
      registers,
      collect() {
        this.reset();
        for (const entry of desk.tally.read(name)) this.inc({ ...entry.labels }, entry.count);
      },
    });
  new Gauge({
    name: 'gengfu_backlog_age_seconds',
    help: 'How long the oldest has waited; 0 when nothing waits',
    labelNames: ['kind'],
    registers,
    async collect() {
      const { inbox, jobs } = await readDelays(desk.db.read, desk.clock.now());
      this.set({ kind: 'pending' }, inbox / 1_000);
      this.set({ kind: 'jobs' }, jobs / 1_000);
    },
  });
  new Gauge({
    name: 'gengfu_last_contact_timestamp_seconds',
    help: 'When a store or messenger was last heard of, seconds since 1970',
    labelNames: ['kind', 'name'],
    registers,
    async collect() {
      this.reset();
      const { stores, messengers } = await readContacts(desk);
      for (const { name, at } of stores) if (at !== null) this.set({ kind: 'store', name }, at / 1_000);
      for (const { name, at } of messengers) if (at !== null) this.set({ kind: 'messenger', name }, at / 1_000);
    },
  });
  new Gauge({
    name: 'gengfu_backup_last_success_timestamp_seconds',
    help: 'When the last backup on schedule reached every place, seconds since 1970; absent before the first',
    registers,
    async collect() {
      this.reset();
      this.remove();
      const { lastAt } = await readBackupState(desk.db.read);
      if (lastAt !== null) this.set(lastAt / 1_000);
    },
  });
  new Gauge({
    name: 'gengfu_backup_failing',
    help: 'Whether the last backup on schedule failed',
    registers,
    async collect() {
      const { failingSince } = await readBackupState(desk.db.read);
      this.set(failingSince === null ? 0 : 1);
    },
  });
}
