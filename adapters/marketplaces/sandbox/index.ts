import * as z from 'zod';
import type { Marketplace, OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { Database } from '../../../src/store/database.ts';
import { insertRows } from '../../../src/store/sqlite-rows.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';

/** What a person types as a buyer on the sandbox page. */
export const sandboxMessage = z.object({
  buyer: z.string().min(1).max(100),
  text: z.string().max(200_000),
  order: z.string().max(100).optional(),
  product: z.string().max(300).optional(),
});

export interface SandboxOutbound {
  id: string;
  store: string;
  buyer: string;
  order: string | null;
  ticket: number;
  text: string;
  sentAt: string;
}

/** The make-believe marketplace: buyers write on the sandbox page and replies land in a table that can be looked at. */
export function createSandboxMarketplace({
  db,
}: {
  db: Database;
}): Marketplace & { outbound(store?: string): Promise<SandboxOutbound[]> } {
  return {
    platform: 'sandbox',
    can: { push: false, poll: false, reply: true, deliveryReports: false },
    async normalise(event) {
      const { buyer, text, order, product } = sandboxMessage.parse(JSON.parse(Buffer.from(event.body).toString('utf8')));
      return [
        {
          kind: 'buyer_message',
          externalId: event.externalId,
          thread: `${buyer} ${order ?? ''}`,
          buyer: { id: buyer, name: buyer },
          orderId: order,
          items: product ? [{ title: product }] : [],
          text,
          sentAt: event.receivedAt,
          replyAddress: { buyer },
        },
      ];
    },
    async reply(reply: OutgoingReply, store: StoreRecord) {
      const { id, ticket, text, orderId, buyer, now } = reply;
      // The reply's id is the row's: handing it over twice leaves one.
      await db.write((tx) =>
        insertRows(tx, 'SandboxOutbound', [
          {
            id,
            storeId: store.id,
            buyer: db.seal.seal(buyer.name),
            order: orderId ?? null,
            ticket,
            textSealed: db.seal.seal(text),
            sentAt: now,
          },
        ]),
      );
      return { externalId: id };
    },
    async outbound(store) {
      const rows = await db.read.sandboxOutbound.findMany({ where: store ? { storeId: store } : {}, orderBy: { sentAt: 'asc' } });
      return rows.map(({ storeId, buyer, textSealed, sentAt, ...row }) => ({
        ...row,
        store: storeId,
        buyer: db.seal.open(buyer),
        text: db.seal.open(textSealed),
        sentAt: sentAt.toISOString(),
      }));
    },
  };
}
