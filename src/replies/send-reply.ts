import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { ReplyError } from '../ports/marketplace.ts';
import type { Marketplace, OutgoingReply } from '../ports/marketplace.ts';
import type { ReplyAddress } from '../ports/marketplace-event.ts';
import type { Reply } from '../store/client/client.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { recordAccepted } from './record-accepted.ts';
import { readReplyFiles } from './reply-files.ts';
import { recordFailed } from './record-failed.ts';
import { translateReply } from './translate-reply.ts';

export const sendReplyPayload = z.object({ replyId: z.string() });

/** Tries before a reply is given back to its writer: about ten minutes. */
const maxAttempts = 9;

/**
 * Carries a queued reply to the marketplace: translate, mark, hand over, record. A crash in between repeats the hand-over
 * under the same id (Message-ID, webhook-id), by which the receiver can tell, or looks first whether the reply stands in the
 * conversation already; it never becomes a second reply.
 */
export function sendReply(desk: Desk): JobDefinition<z.infer<typeof sendReplyPayload>> {
  return {
    kind: 'send-reply',
    payload: sendReplyPayload,
    // One more than the tries below: the last of them gives the reply back instead of dying here.
    maxAttempts: maxAttempts + 3,
    batch: 1,
    concurrency: 8,
    async handle([job]) {
      const reply = await desk.db.read.reply.findUnique({ where: { id: job!.payload.replyId } });
      if (!reply || !['queued', 'sending'].includes(reply.state)) return {};
      const lastTry = job!.attempts >= maxAttempts;
      const translated = await desk.tracing.span({ name: 'translate reply' }, () => translateReply(desk, reply));
      if ('retry' in translated) {
        if (!lastTry) return { failed: new Map([[job!.id, { error: new Error('translation service did not answer') }]]) };
        return { settle: (tx) => recordFailed(desk, tx, reply, 'tell.reply_untranslated', 'translation service did not answer') };
      }
      await desk.race('reply-translated');
      let looksBack = false;
      try {
        const prepared = await prepare(desk, reply, translated.text);
        looksBack = prepared.marketplace.findReply !== undefined;
        const { externalId } = await desk.tracing.span(
          {
            name: 'reply send',
            attributes: {
              'gengfu.store': prepared.store.id,
              'gengfu.platform': prepared.store.platform,
              'gengfu.ticket': prepared.outgoing.ticket,
            },
          },
          () => handOver(desk, reply, prepared),
        );
        await desk.race('reply-sent');
        return {
          settle: (tx) =>
            recordAccepted(desk, tx, reply, { externalId, text: translated.text, translated: translated.translated }),
        };
      } catch (error) {
        const cause = error instanceof Error ? error : new Error(String(error));
        const kind = error instanceof ReplyError ? error.kind : 'temporary';
        // Of unknown fate, but the next attempt can look whether it arrived.
        const canTell = kind === 'temporary' || (kind === 'unknown' && looksBack);
        if (canTell && !lastTry) return { failed: new Map([[job!.id, { error: cause }]]) };
        return {
          // Whether the buyer has it nobody knows: only a person can look before it is written again.
          settle: (tx) =>
            recordFailed(
              desk,
              tx,
              reply,
              kind === 'unknown' ? 'tell.reply_unknown' : 'tell.reply_failed',
              cause.message.split('\n')[0]!.slice(0, 200),
            ),
        };
      }
    },
  };
}

interface Prepared {
  marketplace: Marketplace;
  store: StoreRecord;
  outgoing: OutgoingReply;
}

async function prepare(desk: Desk, reply: Reply, text: string): Promise<Prepared> {
  const { read, seal } = desk.db;
  const conversation = await read.conversation.findUniqueOrThrow({ where: { id: reply.conversationId } });
  const [files, buyer, ticket, messages, optOuts] = await Promise.all([
    readReplyFiles(desk, reply.id),
    read.buyer.findUniqueOrThrow({ where: { id: conversation.buyerId } }),
    read.ticket.findUniqueOrThrow({ where: { id: reply.ticketId } }),
    read.message.findMany({ where: { conversationId: conversation.id }, orderBy: [{ sentAt: 'asc' }, { id: 'asc' }] }),
    read.reply.count({ where: { conversationId: conversation.id, state: 'opted_out' } }),
  ]);
  const store = desk.stores.get(reply.storeId);
  if (!store) throw new ReplyError('permanent', `store ${reply.storeId} is gone`);
  const subject = messages.findLast(({ author, subjectSealed }) => author === 'buyer' && subjectSealed)?.subjectSealed;
  const outgoing: OutgoingReply = {
    id: reply.id,
    text,
    ticket: ticket.number,
    buyer: { id: buyer.externalIndex, name: seal.open(buyer.nameSealed) },
    orderId: conversation.orderId ?? undefined,
    subject: subject ? seal.open(subject) : undefined,
    replyAddress: JSON.parse(seal.open(conversation.replySealed)) as ReplyAddress,
    references: messages.map(({ externalId }) => externalId),
    ...(optOuts > 0 ? { optedOut: true } : {}),
    now: desk.clock.now(),
    ...(files.length > 0 ? { attachments: files } : {}),
  };
  return { marketplace: desk.marketplaceOf(store, conversation.source), store, outgoing };
}

async function handOver(desk: Desk, reply: Reply, { marketplace, store, outgoing }: Prepared): Promise<{ externalId: string }> {
  // Its copy came back from the platform in the meantime.
  if (reply.sendingSince && reply.externalId) return { externalId: reply.externalId };
  if (reply.sendingSince && marketplace.findReply) {
    const sent = await marketplace.findReply(outgoing, reply.sendingSince.getTime(), store);
    if (sent) return sent;
  }
  await desk.db.write((tx) =>
    tx.reply.updateMany({
      where: { id: reply.id, state: 'queued' },
      data: {
        state: 'sending',
        sendingSince: new Date(desk.clock.wall()),
        sentTextSealed: desk.db.seal.seal(outgoing.text),
      },
    }),
  );
  await desk.race('reply-marked');
  return marketplace.reply(outgoing, store);
}
