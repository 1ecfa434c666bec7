import type { Desk } from '../desk.ts';
import type { BuyerMessage } from '../ports/marketplace-event.ts';
import type { MessageFacts } from '../rules/facts.ts';
import type { OrderTotal } from '../rules/kinds/order-value.ts';
import type { Reader, RowWrite } from '../store/database.ts';
import { matterSource } from '../matters/matter-source.ts';
import { selectRows } from '../store/rows.ts';

interface Words {
  ticketId: string;
  source: string | null;
  textSealed: string;
  dissatisfaction: number;
  dissatisfied: number;
  /** JSON; the products that the platform named with the message are under `items`. */
  entities: string | null;
  total: string | null;
  currency: string | null;
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
 * What rules about messages may know of tickets: their store and owner, their newest words from the buyer and the order these are about. By ticket id;
 * without those in which nobody wrote but a rule noticed something.
 */
export async function readTicketFacts(
  desk: Desk,
  read: Reader | RowWrite,
  tickets: readonly FactsSubject[],
): Promise<Map<string, MessageFacts>> {
  const rows = await selectRows<Words>(
    read,
    `SELECT placed.*, "Order"."total", "Order"."currency" FROM (
       SELECT "ticketId", "conversationId", "storeId", "source", "textSealed", "dissatisfaction", "dissatisfied", "entities",
         row_number() OVER (PARTITION BY "ticketId" ORDER BY "sentAt" DESC, "id" DESC) AS place FROM "Message"
       WHERE "author" = 'buyer' AND "ticketId" IN (SELECT value FROM json_each(?))) AS placed
     LEFT JOIN "Conversation" ON "Conversation"."id" = placed."conversationId"
     LEFT JOIN "Order" ON "Order"."externalId" = "Conversation"."orderId" AND "Order"."storeId" = placed."storeId"
     WHERE place = 1`,
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
        storeName: store?.name,
        country: store?.site ?? '',
        language: ticket.language,
        topic: ticket.topic ?? 'other',
        dissatisfaction: words?.dissatisfaction ?? 0,
        dissatisfied: Boolean(words?.dissatisfied),
        buyerTags: [],
        ownerId: ticket.ownerId ?? undefined,
        unansweredSince: ticket.unansweredSince ?? undefined,
        orderTotal: words ? orderTotalOf(words) : undefined,
        products: words ? productsOf(words) : undefined,
      };
      return [[ticket.id, facts]];
    }),
  );
}

const orderTotalOf = ({ total, currency }: Words): OrderTotal | undefined =>
  total === null || currency === null ? undefined : { amount: Number(total), currency: currency.toLowerCase() };

function productsOf({ entities }: Words): string[] {
  const { items = [] } = JSON.parse(entities || '{}') as { items?: BuyerMessage['items'] };
  return items.flatMap(({ id, title }) => [id, title].filter((name) => name !== undefined));
}
