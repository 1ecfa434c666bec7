import { setImmediate } from 'node:timers/promises';
import * as z from 'zod';
import { outageLook } from '../alerts/held-jobs.ts';
import { HOUR_MS, MINUTE_MS } from '../clocks/local-day.ts';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import type { RowWrite } from '../store/database.ts';
import { changeRows, insertRows, selectRows } from '../store/rows.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { expectedBetween } from './baseline.ts';
import type { Baseline } from './baseline.ts';
import { silenceLikelihood } from './count-tail.ts';
import { learnHours } from './learn-hours.ts';
import { forgetHours, hourOf, readHours } from './traffic-hours.ts';

const payload = z.object({});
export const silenceKey = 'watch-silence';
/** After a start, what came meanwhile is fetched first. */
const catchUpMs = 10 * MINUTE_MS;
/** An hour teaches once it is this long over: mail and polls bring some of it late. */
const lateMs = HOUR_MS;

/** What counts as silence has changed: looked at again at once. Part of the change. */
export const lookForSilence = (desk: Desk, tx: RowWrite): Promise<void> =>
  desk.queue.enqueue(tx, [{ kind: silenceKey, key: silenceKey, payload: {}, dueAt: desk.clock.now() }]);

/** Sets the look at silent stores going. */
export async function startSilenceWatch(desk: Desk): Promise<void> {
  const dueAt = desk.clock.now() + catchUpMs;
  await desk.db.write((tx) => desk.queue.enqueue(tx, [{ kind: silenceKey, key: silenceKey, payload: {}, dueAt }]));
}

/**
 * Notices a store of which nothing is heard for longer than chance explains, tells it once, and once more when buyers are
 * heard again (J3). The row in SilentStore decides, whatever is restarted in between. Looks every hour, and at the very
 * instant at which some store's silence becomes too long.
 */
export function watchSilence(desk: Desk): JobDefinition<z.infer<typeof payload>> {
  return {
    kind: silenceKey,
    payload,
    maxAttempts: 20,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      await forgetHours(desk.db, desk.clock.now());
      let next = HOUR_MS;
      for (const store of desk.stores.all()) {
        next = Math.min(next, await lookAt(desk, store));
        await setImmediate();
      }
      return { again: new Map([[job!.id, next]]) };
    },
  };
}

/** @returns milliseconds until this store is to be looked at again */
async function lookAt(desk: Desk, store: StoreRecord): Promise<number> {
  const now = desk.clock.now();
  const hours = await readHours(desk.db.read, store.id, 'messages');
  const last = hours.at(-1)?.last;
  if (last === undefined) return HOUR_MS;
  const [silent] = await selectRows<{ since: number }>(
    desk.db.read,
    'SELECT "since" FROM "SilentStore" WHERE "storeId" = ?',
    store.id,
  );
  if (silent) {
    if (last > silent.since) await endSilence(desk, store, { since: silent.since, until: now });
    return HOUR_MS;
  }
  const chance = desk.settings.get('silenceChance');
  const usual = learnHours(hours, { until: hourOf(now - lateMs), zone: store.zone, chance });
  const likely = (until: number): number => likelihood(usual, { from: last, until, zone: store.zone });
  if (likely(now) >= chance) return crossing(likely, { now, chance }) - now;
  // Told once the known cause is over, should it be silent still.
  if (!(await isKnown(desk, store, now)))
    await tellSilence(desk, store, {
      since: last,
      now,
      usual: expectedBetween(usual, { from: last, until: now, zone: store.zone })!.mean,
    });
  return HOUR_MS;
}

/** 1 while too little is known to judge. */
function likelihood(usual: Baseline, span: { from: number; until: number; zone: string }): number {
  const expected = expectedBetween(usual, span);
  return expected ? silenceLikelihood(expected) : 1;
}

/** The instant, to the second, from which on the likelihood is under the limit; at most an hour ahead. */
function crossing(likely: (until: number) => number, { now, chance }: { now: number; chance: number }): number {
  let before = now;
  let after = now + HOUR_MS;
  if (likely(after) >= chance) return after;
  while (after - before > 1_000) {
    const middle = Math.floor((before + after) / 2);
    if (likely(middle) < chance) after = middle;
    else before = middle;
  }
  return after;
}

/** Whether the team knows why: somebody silenced the store, or it was told already that its messages cannot be read. */
async function isKnown(desk: Desk, store: StoreRecord, now: number): Promise<boolean> {
  const silences = await selectRows(
    desk.db.read,
    `SELECT 1 FROM "Silence" WHERE "until" > instant(?) AND "from" <= instant(?)
       AND (("scope" = 'store' AND "subject" = ?) OR ("scope" = 'platform' AND "subject" = ?)) LIMIT 1`,
    now,
    now,
    store.id,
    store.platform,
  );
  const unreadable = await selectRows(
    desk.db.read,
    `SELECT 1 FROM "PollState" WHERE "storeId" = ? AND "stream" = 'messages' AND "failingSince" IS NOT NULL`,
    store.id,
  );
  return silences.length + unreadable.length > 0;
}

async function tellSilence(desk: Desk, store: StoreRecord, told: { since: number; now: number; usual: number }): Promise<void> {
  const { since, now, usual } = told;
  await desk.db.writeRows(async (tx) => {
    if ((await insertRows(tx, 'SilentStore', [{ storeId: store.id, since, toldAt: now }])) === 0) return;
    await desk.queue.enqueue(tx, [
      {
        kind: 'trouble',
        key: `silent:${store.id}:${since}`,
        payload: { kind: 'silent', storeId: store.id, since, until: now, usual: Math.round(usual) },
        dueAt: now,
      },
    ]);
  });
}

async function endSilence(desk: Desk, store: StoreRecord, { since, until }: { since: number; until: number }): Promise<void> {
  await desk.db.writeRows(async (tx) => {
    if ((await changeRows(tx, 'DELETE FROM "SilentStore" WHERE "storeId" = ? AND "since" = instant(?)', store.id, since)) === 0)
      return;
    await desk.queue.enqueue(tx, [
      {
        kind: 'trouble',
        key: `heard-again:${store.id}:${since}`,
        payload: { kind: 'heard_again', storeId: store.id, since, until },
        dueAt: until,
      },
      // Spikes and figures that followed from it.
      outageLook(store.id, until),
    ]);
  });
}
