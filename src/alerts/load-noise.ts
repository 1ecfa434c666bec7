import type { Desk } from '../desk.ts';
import type { RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { emptyGroup } from './alert-group.ts';
import type { AlertGroup } from './alert-group.ts';
import { isFollowing } from './decide.ts';
import type { AlertSubject, NoiseContext, RecentAlert } from './decide.ts';
import { quietUntil } from './quiet-hours.ts';
import { readOutages } from './read-outages.ts';
import type { Silence } from './silence.ts';

/** All that deciding about these needs, with one query per table whatever their number. `recent` is of all their tickets. */
export async function loadNoise(desk: Desk, tx: RowWrite, subjects: readonly AlertSubject[]): Promise<NoiseContext> {
  const now = desk.clock.now();
  const settings = desk.settings.get('noise');
  const silences = await selectRows<Silence>(
    tx,
    'SELECT "id", "number", "scope", "subject", "name", "from", "until" FROM "Silence" WHERE "until" > instant(?) AND "from" <= instant(?)',
    now,
    now,
  );
  const since = now - Math.max(settings.coolDownMs, settings.inhibitMs, settings.flapMs, settings.groupMs);
  const recent = await selectRows<RecentAlert>(
    tx,
    `SELECT "at", "ruleId", "ruleName", "ticketId", "level", "state", "groupKey", "toldAt", "muting" ->> 'by' AS "mutedBy"
     FROM "Alert" WHERE "ticketId" IN (SELECT value FROM json_each(?)) AND "at" > instant(?) AND "state" <> 'shadow'`,
    JSON.stringify([...new Set(subjects.map(({ ticketId }) => ticketId))]),
    since,
  );
  return {
    now,
    settings,
    silences,
    recent,
    quietUntil: quietUntil(settings.quiet, now, desk.settings.get('zone')),
    outages: subjects.some(({ kind }) => isFollowing(kind)) ? await readOutages(desk, tx) : new Map(),
  };
}

/** What has become of these groups; those of which nothing is known are empty. By key. */
export async function loadGroups(desk: Desk, tx: RowWrite, keys: ReadonlySet<string>): Promise<Map<string, AlertGroup>> {
  const groups = new Map([...keys].map((key) => [key, emptyGroup()]));
  if (keys.size === 0) return groups;
  const list = JSON.stringify([...keys]);
  const since = desk.clock.now() - desk.settings.get('noise').groupMs;
  const told = await selectRows<{ groupKey: string; tickets: number; lastAt: number }>(
    tx,
    `SELECT "groupKey", count(DISTINCT "ticketId") AS "tickets", max("toldAt") AS "lastAt" FROM "Alert"
     WHERE "groupKey" IN (SELECT value FROM json_each(?)) AND "toldAt" > instant(?) GROUP BY "groupKey"`,
    list,
    since,
  );
  for (const { groupKey, tickets, lastAt } of told) {
    // The first that was told, also before the interval while the group has not come to rest since.
    const [first] = await selectRows<{ ticketId: string }>(
      tx,
      'SELECT "ticketId" FROM "Alert" WHERE "groupKey" = ? AND "toldAt" > instant(?) ORDER BY "toldAt", "id" LIMIT 1',
      groupKey,
      since,
    );
    Object.assign(groups.get(groupKey)!, { tickets, lastAt, leader: first!.ticketId });
  }
  const waiting = await selectRows<{ groupKey: string; by: 'wait' | 'group'; until: number | string; leader: string | null }>(
    tx,
    `SELECT "groupKey", min("muting" ->> 'by') AS "by", min("muting" ->> 'until') AS "until", min("muting" ->> 'leader') AS "leader"
     FROM "Alert" WHERE "state" = 'waiting' AND "groupKey" IN (SELECT value FROM json_each(?)) GROUP BY "groupKey"`,
    list,
  );
  for (const { groupKey, by, until, leader } of waiting) {
    const group = groups.get(groupKey)!;
    group.waiting = { by, until: Number(until) };
    // What waits for its interval joins what waits though those that were told are older than that.
    group.leader ??= leader;
    group.lastAt ??= by === 'group' ? Number(until) : null;
  }
  return groups;
}
