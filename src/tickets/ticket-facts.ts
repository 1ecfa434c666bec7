import type { Desk } from '../desk.ts';
import type { MessageFacts } from '../rules/facts.ts';
import type { Reader, RowWrite } from '../store/database.ts';
import { selectRows } from '../store/sqlite-rows.ts';

/** The part of a ticket that rules look at; `unansweredSince` in milliseconds. */
export interface FactsSubject {
  id: string;
  storeId: string;
  ownerId: string | null;
  topic: string | null;
  language: string | null;
  unansweredSince: number | null;
}

/** What rules may know of tickets: their store and owner, and their newest words from the buyer. By ticket id. */
export async function readTicketFacts(
  desk: Desk,
  read: Reader | RowWrite,
  tickets: readonly FactsSubject[],
): Promise<Map<string, MessageFacts>> {
  const rows = await selectRows<{ ticketId: string; textSealed: string; dissatisfaction: number; dissatisfied: number }>(
    read,
    `SELECT "ticketId", "textSealed", "dissatisfaction", "dissatisfied", max("sentAt") FROM "Message"
     WHERE "author" = 'buyer' AND "ticketId" IN (SELECT value FROM json_each(?)) GROUP BY "ticketId"`,
    JSON.stringify(tickets.map(({ id }) => id)),
  );
  const newest = new Map(rows.map((row) => [row.ticketId, row]));
  return new Map(
    tickets.map((ticket) => {
      const store = desk.stores.get(ticket.storeId);
      const words = newest.get(ticket.id);
      return [
        ticket.id,
        {
          text: words ? desk.db.seal.open(words.textSealed) : '',
          platform: store?.platform ?? '',
          store: ticket.storeId,
          country: store?.site ?? '',
          language: ticket.language,
          topic: ticket.topic ?? 'other',
          dissatisfaction: words?.dissatisfaction ?? 0,
          dissatisfied: Boolean(words?.dissatisfied),
          buyerTags: [],
          ownerId: ticket.ownerId ?? undefined,
          unansweredSince: ticket.unansweredSince ?? undefined,
        },
      ];
    }),
  );
}
