import type { Desk } from '../desk.ts';
import { chatsOf } from '../routes/chats-of.ts';
import { readRoutes } from '../routes/read-routes.ts';
import { formatDuration } from '../clocks/parse-duration.ts';
import type { JobRequest } from '../jobs/job.ts';
import { requestSaying } from '../notify/say.ts';
import { ruleNameIn } from '../rules/rule-name.ts';
import type { RowWrite } from '../store/database.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { Candidate, Decided } from './decide-all.ts';
import type { RecentAlert } from './decide.ts';
import { outageLook, settleLook, tellGroupJob } from './held-jobs.ts';
import { outageEveryMs } from './outage-over.ts';

/**
 * Sees to it that what is held back is looked at again: a group when it is to be told, what comes and goes when it has been
 * quiet, what follows from an outage when that is over. That something comes and goes is told, once.
 * @param before what was decided on these tickets before this batch
 */
export async function followUp(
  desk: Desk,
  tx: RowWrite,
  decided: readonly Decided<Candidate>[],
  before: readonly RecentAlert[],
): Promise<void> {
  const jobs: JobRequest[] = [];
  const told = new Set<string>();
  for (const candidate of decided) {
    const { decision, groupKey, subject, match, decidedAt } = candidate;
    if (!('muting' in decision)) continue;
    const { muting } = decision;
    if (decision.state === 'waiting') jobs.push(tellGroupJob(groupKey!, decision.muting.until));
    else if (muting.by === 'outage') jobs.push(outageLook(subject.storeId, decidedAt + outageEveryMs));
    else if (muting.by === 'flapping') {
      const key = `${match.ruleId} ${subject.ticketId}`;
      jobs.push(settleLook(match.ruleId, subject.ticketId, decidedAt + muting.quietMs));
      if (!told.has(key) && !wasTold(candidate, before, desk.settings.get('noise').flapMs))
        await sayFlapping(desk, tx, candidate);
      told.add(key);
    }
  }
  // The last one asked for is the one that counts: of a group they are all the same instant, of the others the latest.
  await desk.queue.enqueue(tx, [...new Map(jobs.map((job) => [job.key, job])).values()]);
}

/** Whether this bout of coming and going is known: something of it was held back for that already. */
const wasTold = ({ match, subject, decidedAt }: Decided<Candidate>, before: readonly RecentAlert[], flapMs: number): boolean =>
  before.some(
    ({ ruleId, ticketId, mutedBy, at }) =>
      ruleId === match.ruleId && ticketId === subject.ticketId && mutedBy === 'flapping' && at > decidedAt - flapMs,
  );

async function sayFlapping(desk: Desk, tx: RowWrite, { match, subject, decision, decidedAt }: Decided<Candidate>): Promise<void> {
  if (!('muting' in decision) || decision.muting.by !== 'flapping') return;
  const texts = textsOf(desk);
  const text = texts('say.flapping', {
    ticket: subject.ticketNumber,
    rule: ruleNameIn(match.ruleName, texts.language),
    times: decision.muting.times,
    span: formatDuration(desk.settings.get('noise').flapMs, texts.language),
    quiet: formatDuration(decision.muting.quietMs, texts.language),
  });
  const key = `flap-${match.ruleId.slice(-12)}-${subject.ticketId.slice(-12)}-${decidedAt}`;
  const routed = { store: desk.stores.get(subject.storeId), language: null, topic: null, level: match.level };
  for (const { id: chatId } of chatsOf(desk, await readRoutes(desk.db.read), routed).chats)
    await requestSaying(desk, tx, { chatId, text, key });
}
