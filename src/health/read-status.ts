import { DateTime } from 'luxon';
import type { Desk } from '../desk.ts';
import { countRecovered } from './count-recovered.ts';
import { countJobs } from '../jobs/job-table.ts';
import { countBacklog } from '../inbox/count-backlog.ts';
import { countOpen } from '../tickets/count-open.ts';

/** How the watchman himself is doing; counts only, no one's words. */
export interface Status {
  uptimeMs: number;
  /** Open ones wait for us, claimed or not, or for the buyer. */
  tickets: { open: number; unclaimed: number; ours: number; theirs: number };
  /** Since midnight in the team's zone. */
  today: { received: number; replied: number; recovered: number };
  /** Streams of stores that cannot be read, since an instant. */
  unreadable: { storeId: string; stream: string; since: number; problem: string }[];
  /** Stores of which nothing is heard for longer than chance explains, since an instant. */
  silent: { storeId: string; since: number }[];
  messengers: { name: string; state: string; budget: { used: number; limit: number } | undefined }[];
  backlog: { jobs: number; dead: number; parked: number; pending: number };
}

export async function readStatus(desk: Desk): Promise<Status> {
  const { read } = desk.db;
  const now = desk.clock.now();
  const midnight = DateTime.fromMillis(now, { zone: desk.settings.get('zone') })
    .startOf('day')
    .toJSDate();
  const [open, received, replied, jobs, events, recovered, failing, silent] = await Promise.all([
    countOpen(read),
    read.message.count({ where: { author: 'buyer', sentAt: { gte: midnight } } }),
    read.reply.count({ where: { acceptedAt: { gte: midnight } } }),
    countJobs(read, now),
    countBacklog(read),
    countRecovered(desk, midnight.getTime()),
    read.pollState.findMany({ where: { failingSince: { not: null } }, orderBy: { failingSince: 'asc' } }),
    read.silentStore.findMany({ orderBy: { since: 'asc' } }),
  ]);
  return {
    uptimeMs: process.uptime() * 1000,
    tickets: { ...open, open: open.ours + open.theirs },
    today: { received, replied, recovered: [...recovered.values()].reduce((sum, count) => sum + count, 0) },
    unreadable: failing.map(({ storeId, stream, failingSince, problem }) => ({
      storeId,
      stream,
      since: failingSince!.getTime(),
      problem: problem ?? '',
    })),
    silent: silent
      .filter(({ storeId }) => desk.stores.get(storeId))
      .map(({ storeId, since }) => ({ storeId, since: since.getTime() })),
    messengers: [...desk.messengers.values()].map((messenger) => ({
      name: messenger.name,
      state: messenger.connection().state,
      budget: messenger.budget?.read(),
    })),
    backlog: { jobs: jobs.due, dead: jobs.dead, ...events },
  };
}
