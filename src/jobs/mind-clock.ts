import type { Clock } from '../clock.ts';
import type { Desk } from '../desk.ts';
import { pullBackJobs } from './job-table.ts';

/** Sees to it that no job waits for a time that was wrong. @returns what looks whether the clock was set back meanwhile */
export async function mindClock({ db, clock, log }: Pick<Desk, 'db' | 'log'> & { clock: Clock }): Promise<() => Promise<void>> {
  let seen = clock.now();

  async function pullBack(): Promise<void> {
    const jobs = await db.writeRows((tx) => pullBackJobs(tx, clock.now()));
    if (jobs > 0) log.warn({ jobs }, 'the clock was ahead: jobs of a time to come were brought back');
  }

  // While nobody ran.
  await pullBack();
  return async () => {
    const before = seen;
    seen = clock.now();
    if (seen >= before) return;
    log.warn({ seconds: Math.round((before - seen) / 1000) }, 'the clock was set back');
    await pullBack();
  };
}
