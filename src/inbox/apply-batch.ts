import type { Desk } from '../desk.ts';
import { judgeSubjects } from '../matters/judge-subjects.ts';
import { readSubjects } from '../matters/read-subjects.ts';
import type { RowWrite } from '../store/database.ts';
import { isOutage, Outage } from '../store/outage.ts';
import { selectRows, updateRows } from '../store/rows.ts';
import { applyHappenings } from './apply-happenings.ts';
import { applyHints } from './apply-hints.ts';
import { applyRecords } from './apply-records.ts';
import type { Parked, UnderstoodBatch } from './batch.ts';
import { describeFault } from './describe-fault.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { noteApplied } from '../tracing/note-batch.ts';
import { spanTime } from '../tracing/tracing.ts';

/** What came of each event: the ticket's number, or why there is none. */
export type Outcomes = Map<string, { ticket: number | null }>;

/**
 * Applies a batch in one transaction. When something in it makes that fail, the batch is halved until the culprit stands
 * alone and is parked with its error: one poisonous event never holds up its neighbours.
 */
export async function applyBatch(desk: Desk, batch: UnderstoodBatch): Promise<Outcomes> {
  try {
    const from = spanTime();
    const outcomes = await desk.db.writeRows((tx) => apply(desk, tx, batch));
    countMessages(desk, batch, outcomes);
    noteApplied(desk.tracing, batch, outcomes, from);
    return outcomes;
  } catch (error) {
    // Nothing is wrong with the events; they are taken up again.
    if (isOutage(error)) throw error;
    const ids = [...new Set(batch.happenings.map(({ eventId }) => eventId))];
    if (ids.length === 0) throw error;
    if (ids.length === 1) {
      const parked = [...batch.parked, { eventId: ids[0]!, error: describeFault(error, textsOf(desk)) }];
      return desk.db.writeRows((tx) => apply(desk, tx, { events: batch.events, happenings: [], parked }));
    }
    const first = new Set(ids.slice(0, ids.length >> 1));
    const outcomes: Outcomes = new Map();
    for (const half of [(id: string) => first.has(id), (id: string) => !first.has(id)]) {
      const part = {
        events: batch.events.filter(({ id }) => half(id)),
        happenings: batch.happenings.filter(({ eventId }) => half(eventId)),
        parked: batch.parked.filter(({ eventId }) => half(eventId)),
      };
      for (const [id, outcome] of await applyBatch(desk, part)) outcomes.set(id, outcome);
    }
    return outcomes;
  }
}

async function apply(desk: Desk, tx: RowWrite, batch: UnderstoodBatch): Promise<Outcomes> {
  if (desk.db.postgres) await insistOnPending(tx, batch);
  await applyRecords(desk, tx, batch.happenings);
  const matters = await judgeSubjects(desk, tx, await readSubjects(desk, tx, batch.happenings));
  const outcomes: Outcomes = new Map(batch.events.map(({ id }) => [id, { ticket: null }]));
  for (const [id, ticket] of await applyHappenings(desk, tx, [...batch.happenings, ...matters])) outcomes.set(id, { ticket });
  await applyHints(desk, tx, batch.happenings);
  await settleEvents(desk, tx, batch, outcomes);
  return outcomes;
}

/** Whoever lost its hold on the store while it was at it must not write what another has written. @throws Outage */
async function insistOnPending(tx: RowWrite, { events }: UnderstoodBatch): Promise<void> {
  const [found] = await selectRows<{ pending: number }>(
    tx,
    `SELECT count(*) AS pending FROM "InboxEvent" WHERE "id" IN (SELECT value FROM json_each(?)) AND "status" = 'pending'`,
    JSON.stringify(events.map(({ id }) => id)),
  );
  if (found!.pending !== events.length) throw new Outage('another process has taken these events up');
}

function countMessages(desk: Desk, { happenings }: UnderstoodBatch, outcomes: Outcomes): void {
  for (const { event, eventId, store } of happenings)
    if (event.kind === 'buyer_message' && outcomes.get(eventId)?.ticket) desk.tally.add('messages', { platform: store.platform });
}

async function settleEvents(desk: Desk, tx: RowWrite, batch: UnderstoodBatch, outcomes: Outcomes): Promise<void> {
  const now = desk.clock.now();
  const parked = new Map<string, Parked>(batch.parked.map((entry) => [entry.eventId, entry]));
  await updateRows(
    tx,
    'InboxEvent',
    batch.events.map(({ id }) => ({
      id,
      status: parked.has(id) ? 'parked' : 'done',
      error: parked.get(id)?.error ?? null,
      outcome: outcomes.get(id)?.ticket ? `#${outcomes.get(id)!.ticket}` : null,
      processedAt: now,
    })),
  );
  if (parked.size > 0) {
    desk.log.warn({ events: Object.fromEntries([...parked].map(([id, { error }]) => [id, error])) }, 'events parked');
    await desk.queue.enqueue(
      tx,
      [...parked.keys()].map((eventId) => ({
        kind: 'trouble',
        key: `parked:${eventId}`,
        payload: { kind: 'parked', eventId },
        dueAt: now,
      })),
    );
  }
}
