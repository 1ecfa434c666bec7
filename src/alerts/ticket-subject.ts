import type { Desk } from '../desk.ts';
import type { RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import type { AlertSubject } from './decide.ts';

interface OfTicket {
  id: string;
  number: number;
  storeId: string;
  buyerId: string;
}

/** What rules hold for on these tickets when no message brings it; the products are those that the buyer wrote about. By ticket id. */
export async function ticketSubjects(desk: Desk, tx: RowWrite, tickets: readonly OfTicket[]): Promise<Map<string, AlertSubject>> {
  const rows = await selectRows<{ ticketId: string; product: string }>(
    tx,
    `SELECT DISTINCT "ticketId", lower(item.value ->> 'id') AS product FROM "Message", json_each("entities" -> 'items') AS item
     WHERE "ticketId" IN (SELECT value FROM json_each(?)) AND item.value ->> 'id' IS NOT NULL`,
    JSON.stringify(tickets.map(({ id }) => id)),
  );
  const products = Map.groupBy(rows, ({ ticketId }) => ticketId);
  return new Map(
    tickets.map(({ id, number, storeId, buyerId }) => [
      id,
      {
        ticketId: id,
        ticketNumber: number,
        storeId,
        buyerId,
        platform: desk.stores.get(storeId)?.platform ?? '',
        products: (products.get(id) ?? []).map(({ product }) => product),
        kind: 'message',
      },
    ]),
  );
}
