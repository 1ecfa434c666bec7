import { DateTime } from 'luxon';
import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { requestSaying } from '../notify/say.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { describeEntry } from './describe-entry.ts';
import { readMissed } from './read-missed.ts';

const payload = z.object({});
const jobKey = 'report-missed';
const mostLines = 5;

/** The last Monday at nine in the team's zone, the one before and the next; instants. */
function weekOf(desk: Desk): { from: number; to: number; next: number } {
  const now = DateTime.fromMillis(desk.clock.now(), { zone: desk.settings.get('zone') });
  const monday = now.startOf('week').set({ hour: 9 });
  const to = monday <= now ? monday : monday.minus({ weeks: 1 });
  return { from: to.minus({ weeks: 1 }).toMillis(), to: to.toMillis(), next: to.plus({ weeks: 1 }).toMillis() };
}

/** Sees to it that once a week it is said what no rule saw, however often the service starts. */
export async function scheduleMissedReport(desk: Desk): Promise<void> {
  if (await desk.db.read.job.findUnique({ where: { key: jobKey }, select: { id: true } })) return;
  const dueAt = weekOf(desk).next;
  await desk.db.write((tx) => desk.queue.enqueue(tx, [{ kind: jobKey, key: jobKey, payload: {}, dueAt }]));
}

/** On Monday morning, tells the alert groups what became serious in the week before though no rule held; where nothing did, nothing. */
export function reportMissed(desk: Desk): JobDefinition<z.infer<typeof payload>> {
  return {
    kind: jobKey,
    payload,
    maxAttempts: 5,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      const now = desk.clock.now();
      const texts = textsOf(desk);
      const { from, to, next } = weekOf(desk);
      const missed = await readMissed(desk, { since: from, before: to }, { size: 1_000 });
      const again = new Map([[job!.id, next - now]]);
      if (missed.length === 0) return { again };
      const lines = missed
        .slice(0, mostLines)
        .map((entry) => texts('missed.line', { ...describeEntry(desk, entry, (at) => texts.time(at, now)) }));
      const text = [texts('missed.report', { count: missed.length }), ...lines, texts('missed.advice')].join('\n');
      return {
        again,
        // With the end of this turn: a week is told once.
        async settleRows(tx) {
          for (const { id: chatId } of desk.chats.alertChats())
            await requestSaying(desk, tx, { chatId, text, key: `missed ${missed[0]!.id}` });
        },
      };
    },
  };
}
