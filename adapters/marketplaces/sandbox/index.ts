import * as z from 'zod';
import type { AttachmentLimits, Marketplace, OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { Database } from '../../../src/store/database.ts';
import { insertRows } from '../../../src/store/rows.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { givenFiles } from '../../../src/web/given-file.ts';

/** What a person types as a buyer on the sandbox page. */
export const sandboxMessage = z.object({
  buyer: z.string().min(1).max(100),
  text: z.string().max(200_000),
  order: z.string().max(100).optional(),
  product: z.string().max(300).optional(),
  files: givenFiles,
});

export interface SandboxOutbound {
  id: string;
  store: string;
  buyer: string;
  order: string | null;
  ticket: number;
  text: string;
  files: { name: string; type: string; size: number }[];
  sentAt: string;
}

const attachments: AttachmentLimits = { maxBytes: 25 * 1024 * 1024, maxCount: 9, types: 'any', by: 'content' };

/** The make-believe marketplace: buyers write on the sandbox page and replies land in a table that can be looked at. */
export function createSandboxMarketplace({
  db,
}: {
  db: Database;
}): Marketplace & { outbound(store?: string): Promise<SandboxOutbound[]> } {
  return {
    platform: 'sandbox',
    can: { push: false, poll: false, reply: true, deliveryReports: false, attachments },
    async normalise(event) {
      const { buyer, text, order, product, files } = read(event.body);
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
          attachments: files.map(({ name, type, data }, part) => ({
            name,
            type,
            size: Buffer.byteLength(data, 'base64'),
            from: { part },
          })),
        },
      ];
    },
    async readPart({ body }, part) {
      const file = read(body).files[part];
      return file ? { bytes: Buffer.from(file.data, 'base64'), type: file.type } : null;
    },
    async reply(reply: OutgoingReply, store: StoreRecord) {
      const { id, ticket, text, orderId, buyer, now } = reply;
      const files = (reply.attachments ?? []).map(({ name, type, bytes }) => ({ name, type, size: bytes.length }));
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
            filesSealed: db.seal.seal(JSON.stringify(files)),
            sentAt: now,
          },
        ]),
      );
      return { externalId: id };
    },
    async outbound(store) {
      const rows = await db.read.sandboxOutbound.findMany({ where: store ? { storeId: store } : {}, orderBy: { sentAt: 'asc' } });
      return rows.map(({ storeId, buyer, textSealed, filesSealed, sentAt, ...row }) => ({
        ...row,
        store: storeId,
        buyer: db.seal.open(buyer),
        text: db.seal.open(textSealed),
        files: filesSealed ? (JSON.parse(db.seal.open(filesSealed)) as SandboxOutbound['files']) : [],
        sentAt: sentAt.toISOString(),
      }));
    },
  };
}

const read = (body: Uint8Array) => sandboxMessage.parse(JSON.parse(Buffer.from(body).toString('utf8')));
