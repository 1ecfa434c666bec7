import type { Desk } from '../desk.ts';
import type { MessageFacts } from '../rules/facts.ts';
import type { Reader, RowWrite } from '../store/database.ts';
import { matterSource } from '../matters/matter-source.ts';
import { selectRows } from '../store/rows.ts';

interface Words {
  ticketId: string;
  source: string | null;
  textSealed: string;
  dissatisfaction: number;
  dissatisfied: number;
}

/** The part of a ticket that rules look at; `unansweredSince` in milliseconds. */
export interface FactsSubject {
  id: string;
  storeId: string;
  ownerId: string | null;
  topic: string | null;
  language: string | null;
  unansweredSince: number | null;
}

/**
 * What rules about messages may know of tickets: their store and owner, and their newest words from the buyer. By ticket id;
 * without those in which nobody wrote but a rule noticed something.
 */
export async function readTicketFacts(
  desk: Desk,
  read: Reader | RowWrite,
  tickets: readonly FactsSubject[],
): Promise<Map<string, MessageFacts>> {
  const rows = await selectRows<Words>(
    read,
    `SELECT * FROM (
       SELECT "ticketId", "source", "textSealed", "dissatisfaction", "dissatisfied",
         row_number() OVER (PARTITION BY "ticketId" ORDER BY "sentAt" DESC, "id" DESC) AS place FROM "Message"
       WHERE "author" = 'buyer' AND "ticketId" IN (SELECT value FROM json_each(?))) AS placed WHERE place = 1`,
    JSON.stringify(tickets.map(({ id }) => id)),
  );
  const newest = new Map(rows.map((row) => [row.ticketId, row]));
  return new Map(
    tickets.flatMap((ticket): [string, MessageFacts][] => {
      const store = desk.stores.get(ticket.storeId);
      const words = newest.get(ticket.id);
      if (words?.source === matterSource) return [];
      const facts = {
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
      };
      return [[ticket.id, facts]];
    }),
  );
}
