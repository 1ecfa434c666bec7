import { setTimeout as sleep } from 'node:timers/promises';
import { readTickets } from './read-run.ts';
import type { Run } from './run.ts';

const everyMs = 100;
const clocks = ['policyDueAt', 'teamDueAt'] as const;

/** Looks at the run's deadlines again and again and notes each that is later than it was for the same wait. @returns the end of that */
export function watchDeadlines(run: Run): () => Promise<void> {
  let watching = true;
  const seen = new Map<string, { since: number; dueAt: number }>();

  async function look(): Promise<void> {
    for (const ticket of await readTickets(run)) {
      for (const clock of clocks) {
        const { unansweredSince: since, [clock]: dueAt } = ticket;
        if (since === null || dueAt === null) continue;
        const before = seen.get(ticket.id + clock);
        if (before?.since === since && dueAt > before.dueAt)
          run.history.add('moved', ticket.id, { ticket: ticket.number, clock, from: before.dueAt, to: dueAt });
        seen.set(ticket.id + clock, { since, dueAt });
      }
    }
  }

  const done = (async () => {
    while (watching) {
      // While the disk is full nobody can look.
      await look().catch(() => {});
      await sleep(everyMs);
    }
    await look();
  })();
  return () => {
    watching = false;
    return done;
  };
}
