import { DAY_MS } from '../clocks/local-day.ts';
import type { Desk } from '../desk.ts';
import { selectRows } from '../store/rows.ts';
import type { OrderRow } from './read-order-subjects.ts';
import { shipmentSubject } from './shipment-subject.ts';
import type { Subject } from './subject.ts';

/** What has been lost sight of for longer is no alert any more. */
const watchedMs = 60 * DAY_MS;

/** Orders of which time alone may have made a matter: silent for the shortest span a rule names, or past a promise. */
export async function readLateOrders(desk: Desk): Promise<Subject[]> {
  const now = desk.clock.now();
  const silences = desk.rules.leavesOfKind('shipment').flatMap((leaf) => (leaf.is === 'silent' ? [leaf.forMs] : []));
  const silentSince = silences.length > 0 ? now - Math.min(...silences) : 0;
  const rows = await selectRows<OrderRow>(
    desk.db.read,
    `SELECT * FROM "Order" WHERE "status" IN ('to_ship', 'shipped') AND "updatedAt" > instant(?)
       AND (("status" = 'shipped' AND "updatedAt" <= instant(?)) OR "deliverBy" <= instant(?) OR ("status" = 'to_ship' AND "shipBy" <= instant(?)))`,
    now - watchedMs,
    silentSince,
    now,
    now,
  );
  return rows.flatMap((row) => shipmentSubject(desk, row));
}
