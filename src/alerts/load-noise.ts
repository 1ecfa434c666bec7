import type { Desk } from '../desk.ts';
import type { RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import type { NoiseContext, RecentAlert } from './decide.ts';
import { quietUntil } from './quiet-hours.ts';
import type { Silence } from './silence.ts';

const columns = '"Alert"."id", "at", "ruleId", "ruleName", "storeId", "ticketId", "level", "state"';

/** All that deciding about these matches needs, with one query per table whatever their number. */
export async function loadNoise(
  desk: Desk,
  tx: RowWrite,
  matches: readonly { ruleId: string; storeId: string; ticketId: string }[],
): Promise<NoiseContext> {
  const now = desk.clock.now();
  const settings = desk.settings.get('noise');
  const silences = await selectRows<Silence>(
    tx,
    'SELECT "id", "number", "scope", "subject", "name", "from", "until" FROM "Silence" WHERE "until" > instant(?) AND "from" <= instant(?)',
    now,
    now,
  );
  const since = now - Math.max(settings.coolDownMs, settings.inhibitMs, settings.flapMs);
  const ofTickets = await selectRows<RecentAlert & { id: string }>(
    tx,
    `SELECT ${columns} FROM "Alert" WHERE "ticketId" IN (SELECT value FROM json_each(?)) AND "at" > instant(?) AND "state" <> 'shadow'`,
    JSON.stringify([...new Set(matches.map(({ ticketId }) => ticketId))]),
    since,
  );
  const pairs = new Map(matches.map(({ ruleId, storeId }) => [`${ruleId} ${storeId}`, [ruleId, storeId]]));
  // Only what rang counts, and grouping itself keeps that few.
  const ofGroups =
    settings.groupMs === 0
      ? []
      : await selectRows<RecentAlert & { id: string }>(
          tx,
          `SELECT ${columns} FROM json_each(?) AS pair CROSS JOIN "Alert"
           ON "ruleId" = pair.value ->> 0 AND "storeId" = pair.value ->> 1 AND "state" = 'rang' AND "at" > instant(?)`,
          JSON.stringify([...pairs.values()]),
          now - settings.groupMs,
        );
  return {
    now,
    settings,
    silences,
    // Both may have found the same one.
    recent: [...new Map([...ofTickets, ...ofGroups].map((alert) => [alert.id, alert])).values()],
    quietUntil: quietUntil(settings.quiet, now, desk.settings.get('zone')),
  };
}
