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
 * under the same id (webhook-id), by which the receiver can tell, or looks first whether the reply stands in the
 * conversation or the Sent folder already; where nothing can tell, a person is asked. It never becomes a second reply.
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
      let canLook = false;
      try {
        const sending = await prepare(desk, reply, translated.text);
        canLook = sending.marketplace.findReply !== undefined;
        const { externalId } = await desk.tracing.span(
          {
            name: 'reply send',
            attributes: {
              'gengfu.store': sending.store.id,
              'gengfu.platform': sending.store.platform,
              'gengfu.ticket': sending.outgoing.ticket,
            },
          },
          async () => (await lookBack(reply, sending)) ?? (await handOver(desk, reply, sending)),
        );
        await desk.race('reply-sent');
        return {
          settle: (tx) =>
            recordAccepted(desk, tx, reply, { externalId, text: translated.text, translated: translated.translated }),
        };
      } catch (error) {
        const cause = error instanceof Error ? error : new Error(String(error));
        const { unclear, again } = judge(cause, canLook);
        if (again && !lastTry) return { failed: new Map([[job!.id, { error: cause }]]) };
        return {
          // Whether the buyer has it nobody knows: only a person can look before it is written again.
          settle: (tx) =>
            recordFailed(
              desk,
              tx,
              reply,
              unclear ? 'tell.reply_unknown' : 'tell.reply_failed',
              cause.message.split('\n')[0]!.slice(0, 200),
            ),
        };
      }
    },
  };
}

/** An earlier attempt may have let it out, and looking did not tell. */
class Unclear extends Error {
  readonly forGood: boolean;
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.forGood = cause instanceof ReplyError && cause.kind === 'unknown';
  }
}

/** Whether it may have left all the same, and whether another attempt can tell or do better. */
function judge(error: Error, canLook: boolean): { unclear: boolean; again: boolean } {
  if (error instanceof Unclear) return { unclear: true, again: !error.forGood };
  const kind = error instanceof ReplyError ? error.kind : 'temporary';
  return { unclear: kind === 'unknown', again: kind === 'temporary' || (kind === 'unknown' && canLook) };
}

interface Sending {
  marketplace: Marketplace;
  store: StoreRecord;
  outgoing: OutgoingReply;
}

async function prepare(desk: Desk, reply: Reply, text: string): Promise<Sending> {
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

/** What an earlier attempt let out; null when there was none, or it let out nothing. @throws Unclear */
async function lookBack(reply: Reply, { marketplace, store, outgoing }: Sending): Promise<{ externalId: string } | null> {
  if (!reply.sendingSince) return null;
  // Its copy came back from the platform in the meantime.
  if (reply.externalId) return { externalId: reply.externalId };
  try {
    return (await marketplace.findReply?.(outgoing, reply.sendingSince.getTime(), store)) ?? null;
  } catch (error) {
    throw new Unclear(error);
  }
}

async function handOver(desk: Desk, reply: Reply, { marketplace, store, outgoing }: Sending): Promise<{ externalId: string }> {
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
  try {
    return await marketplace.reply(outgoing, store);
  } catch (error) {
    // An earlier attempt may have let it out, however this one ended.
    if (!reply.sendingSince && error instanceof ReplyError && error.nothingLeft) await unmark(desk, reply);
    throw error;
  }
}

const unmark = (desk: Desk, { id }: Reply): Promise<unknown> =>
  desk.db.write((tx) => tx.reply.updateMany({ where: { id, state: 'sending' }, data: { state: 'queued', sendingSince: null } }));
