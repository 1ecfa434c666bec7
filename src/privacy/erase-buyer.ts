import * as z from 'zod';
import { forgetAttachments } from '../attachments/forget-files.ts';
import type { Desk } from '../desk.ts';
import { buyerIndex } from '../inbox/ledger.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { requestCards } from '../notify/request-cards.ts';
import { audit } from '../people/audit.ts';
import type { Write } from '../store/database.ts';
import { textsOf } from '../texts/desk-texts.ts';

export const erasePayload = z.object({ storeId: z.string(), eventId: z.string() });

/** A platform tells that a buyer's account is gone: what we hold of that person goes as well (facts/marketplaces §19.10). */
export function eraseBuyerJob(desk: Desk): JobDefinition<z.infer<typeof erasePayload>> {
  return {
    kind: 'erase-buyer',
    payload: erasePayload,
    maxAttempts: 20,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      const { storeId, eventId } = job!.payload;
      const [event, store] = [await desk.db.read.inboxEvent.findUnique({ where: { id: eventId } }), desk.stores.get(storeId)];
      if (!event || !store) return {};
      const body = desk.db.seal.openBytes(event.bodySealed);
      const said = await desk
        .marketplaceOf(store, event.source)
        .normalise({ ...event, receivedAt: event.receivedAt.getTime(), body }, store);
      const buyerIds = said.flatMap((one) => (one.kind === 'buyer_erasure' ? one.buyerIds : []));
      await eraseBuyer(desk, { storeId, buyerIds, by: null });
      return {};
    },
  };
}

/** What it needs of the desk: the command line has no more. */
export type EraseDesk = Pick<Desk, 'db' | 'settings' | 'clock'> & { queue: Pick<Desk['queue'], 'enqueue'> };

/**
 * Takes a person's name, words, files and raw messages out of the database; tickets, times and what the team did stay, without
 * them. Backups made before keep what they had.
 * @param request.buyerIds every string by which the platform may have named the person
 */
export async function eraseBuyer(
  desk: EraseDesk,
  request: { storeId: string; buyerIds: readonly string[]; by: { id: string } | null },
): Promise<{ conversations: number }> {
  const { storeId, buyerIds, by } = request;
  const erased = desk.db.seal.seal(textsOf(desk)('say.erased'));
  const indexes = buyerIds.map((id) => buyerIndex(desk, storeId, id));
  const rawEvents = await rawEventsNaming(desk, storeId, buyerIds);
  return desk.db.write(async (tx) => {
    const buyers = await tx.buyer.findMany({ where: { storeId, externalIndex: { in: indexes } }, select: { id: true } });
    const conversations = await tx.conversation.findMany({
      where: { buyerId: { in: buyers.map(({ id }) => id) } },
      select: { id: true },
    });
    const theirs = { conversationId: { in: conversations.map(({ id }) => id) } };
    await tx.buyer.updateMany({ where: { id: { in: buyers.map(({ id }) => id) } }, data: { nameSealed: erased } });
    await tx.conversation.updateMany({
      where: { id: { in: conversations.map(({ id }) => id) } },
      data: { replySealed: desk.db.seal.seal('{}') },
    });
    await tx.message.updateMany({
      where: theirs,
      data: {
        textSealed: erased,
        subjectSealed: null,
        translationSealed: null,
        translationState: null,
        entities: null,
        flags: null,
      },
    });
    await tx.reply.updateMany({ where: theirs, data: { textSealed: erased, sentTextSealed: null } });
    await forgetAttachments(
      desk,
      tx,
      conversations.map(({ id }) => id),
    );
    await eraseRecords(tx, storeId, indexes);
    await tx.inboxEvent.updateMany({
      where: { id: { in: rawEvents } },
      data: { bodySealed: new Uint8Array(desk.db.seal.sealBytes(Buffer.from('{}'))) },
    });
    const tickets = await tx.ticket.findMany({ where: theirs, select: { id: true } });
    await eraseWhatWasSaid(
      desk,
      tx,
      tickets.map(({ id }) => id),
      erased,
    );
    await tx.silence.updateMany({
      where: { scope: 'buyer', subject: { in: buyers.map(({ id }) => id) } },
      data: { name: textsOf(desk)('say.erased') },
    });
    await tx.ticket.updateMany({ where: theirs, data: { version: { increment: 1 } } });
    await requestCards(
      desk,
      tx,
      tickets.map(({ id }) => id),
    );
    await audit(tx, { at: desk.clock.now(), personId: by?.id ?? 'platform', action: 'buyer erased', subject: storeId });
    return { conversations: conversations.length };
  });
}

/** Rules quote the buyer, colleagues write about them, and answers to taps are kept with the card they carried. */
async function eraseWhatWasSaid(desk: EraseDesk, tx: Write, ticketIds: string[], erased: string): Promise<void> {
  await tx.alert.updateMany({ where: { ticketId: { in: ticketIds } }, data: { whySealed: desk.db.seal.seal('[]') } });
  await tx.ticketEvent.updateMany({
    where: { ticketId: { in: ticketIds }, data: { contains: '"sealed"' } },
    data: { data: JSON.stringify({ sealed: erased }) },
  });
  await tx.messengerEvent.updateMany({ data: { answer: null } });
}

async function eraseRecords(tx: Write, storeId: string, indexes: readonly string[]): Promise<void> {
  const theirs = { storeId, buyerIndex: { in: [...indexes] } };
  await tx.order.updateMany({ where: theirs, data: { buyerIndex: null, shipments: null } });
  await tx.afterSale.updateMany({ where: theirs, data: { buyerIndex: null, textSealed: null } });
  await tx.review.updateMany({ where: theirs, data: { buyerIndex: null, textSealed: null } });
}

/** Raw events are sealed whole: which of them name the person only reading them tells. Rare enough to read them all. */
async function rawEventsNaming(desk: Pick<Desk, 'db'>, storeId: string, buyerIds: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  let after = '';
  for (;;) {
    const events = await desk.db.read.inboxEvent.findMany({
      where: { storeId, id: { gt: after }, status: 'done' },
      orderBy: { id: 'asc' },
      take: 500,
      select: { id: true, bodySealed: true },
    });
    if (events.length === 0) return found;
    for (const { id, bodySealed } of events) {
      const body = desk.db.seal.openBytes(bodySealed).toString('utf8');
      if (buyerIds.some((buyerId) => buyerId !== '' && body.includes(buyerId))) found.push(id);
    }
    after = events.at(-1)!.id;
  }
}
