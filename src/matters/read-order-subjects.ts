import { DAY_MS } from '../clocks/local-day.ts';
import type { Desk } from '../desk.ts';
import type { Happening } from '../inbox/batch.ts';
import type { RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { orderSubject } from './order-subject.ts';
import { readOrderHistory } from './read-order-history.ts';
import { shipmentSubject } from './shipment-subject.ts';
import type { Subject } from './subject.ts';

export interface OrderRow {
  storeId: string;
  externalId: string;
  buyerIndex: string | null;
  addressIndex: string | null;
  status: string;
  country: string | null;
  total: string | null;
  currency: string | null;
  items: string;
  shipments: string | null;
  placedAt: number | null;
  shipBy: number | null;
  deliverBy: number | null;
  updatedAt: number;
}

/** A store's history is read when it is connected: an order older than this is not looked at as a new one. */
const newForMs = 3 * DAY_MS;

/** The orders of a batch as they stand now: new ones for what is odd about them, all of them for their parcels. */
export async function readOrderSubjects(desk: Desk, tx: RowWrite, happenings: readonly Happening[]): Promise<Subject[]> {
  const from = new Map(
    happenings.flatMap((happening) =>
      happening.event.kind === 'order' ? [[`${happening.store.id} ${happening.event.externalId}`, happening] as const] : [],
    ),
  );
  if (from.size === 0) return [];
  const orders = await selectRows<OrderRow>(
    tx,
    `SELECT * FROM "Order" WHERE ("externalId", "storeId") IN
       (SELECT value ->> 1, value ->> 0 FROM json_each(?))`,
    JSON.stringify([...from.values()].map(({ store, event }) => [store.id, 'externalId' in event ? event.externalId : ''])),
  );
  const eventOf = ({ storeId, externalId }: OrderRow) => from.get(`${storeId} ${externalId}`)?.eventId;
  const subjects: Subject[] = [];
  if (desk.rules.matcherAbout('order')) {
    const fresh = orders.filter(({ placedAt }) => placedAt !== null && placedAt > desk.clock.now() - newForMs);
    const history = await readOrderHistory(tx, fresh, desk.clock.now());
    for (const order of fresh) subjects.push(...orderSubject(desk, order, history, eventOf(order)));
  }
  if (desk.rules.matcherAbout('shipment'))
    for (const order of orders) subjects.push(...shipmentSubject(desk, order, eventOf(order)));
  return subjects;
}
