import type { Desk } from '../desk.ts';
import { audit } from '../people/audit.ts';
import { findBuyers } from './find-buyers.ts';

/**
 * Everything we hold of a person, readable, as the law lets them ask for. The file itself is the caller's to protect.
 * @returns null where nothing is held under those names
 */
export async function exportBuyer(
  desk: Pick<Desk, 'db' | 'clock'>,
  request: { storeId: string; buyerIds: readonly string[]; by: { id: string } },
): Promise<Record<string, unknown> | null> {
  const { read, seal } = desk.db;
  const { storeId, by } = request;
  const open = (sealed: string | null): string | null => (sealed === null ? null : seal.open(sealed));
  const { indexes, buyers, conversations } = await findBuyers(desk, request);
  const theirs = { conversationId: { in: conversations.map(({ id }) => id) } };
  const filed = { storeId, buyerIndex: { in: indexes } };
  const [messages, replies, files, tickets, orders, afterSales, reviews] = await Promise.all([
    read.message.findMany({ where: theirs, orderBy: { sentAt: 'asc' } }),
    read.reply.findMany({ where: theirs, orderBy: { createdAt: 'asc' } }),
    read.attachment.findMany({ where: theirs }),
    read.ticket.findMany({ where: theirs, orderBy: { number: 'asc' } }),
    read.order.findMany({ where: filed }),
    read.afterSale.findMany({ where: filed }),
    read.review.findMany({ where: filed }),
  ]);
  if ([buyers, orders, afterSales, reviews].every((rows) => rows.length === 0)) return null;
  const alerts = await read.alert.findMany({ where: { ticketId: { in: tickets.map(({ id }) => id) } } });
  const subject = `${storeId} ${buyers.map(({ id }) => id).join(' ')}`.trim();
  await desk.db.write((tx) => audit(tx, { at: desk.clock.now(), personId: by.id, action: 'privacy export', subject }));
  return {
    store: storeId,
    exportedAt: new Date(desk.clock.now()).toISOString(),
    buyers: buyers.map(({ nameSealed, language, firstSeenAt, lastSeenAt }) => ({
      name: open(nameSealed),
      language,
      firstSeenAt,
      lastSeenAt,
    })),
    conversations: conversations.map(({ id, orderId, replySealed }) => ({ id, order: orderId, replyAddress: open(replySealed) })),
    messages: messages.map(({ author, sentAt, language, topic, entities, ...row }) => ({
      author,
      sentAt,
      subject: open(row.subjectSealed),
      text: open(row.textSealed),
      translation: open(row.translationSealed),
      language,
      topic,
      entities: entities === null ? null : (JSON.parse(entities) as unknown),
    })),
    replies: replies.map(({ createdAt, state, ...row }) => ({
      createdAt,
      state,
      text: open(row.textSealed),
      sent: open(row.sentTextSealed),
    })),
    files: files.map(({ nameSealed, type, size, createdAt, state }) => ({
      name: open(nameSealed),
      type,
      size,
      createdAt,
      state,
    })),
    tickets: tickets.map(({ number, state, level, openedAt, closedAt, resolution, topic }) => ({
      number,
      state,
      level,
      openedAt,
      closedAt,
      resolution,
      topic,
    })),
    alerts: alerts.map(({ at, ruleName, level, whySealed }) => ({
      at,
      rule: ruleName,
      level,
      why: JSON.parse(seal.open(whySealed)) as unknown,
    })),
    orders: orders.map(({ buyerIndex: _, addressIndex: __, ...order }) => order),
    afterSales: afterSales.map(({ buyerIndex: _, textSealed, ...row }) => ({ ...row, text: open(textSealed) })),
    reviews: reviews.map(({ buyerIndex: _, textSealed, answerSealed, ...row }) => ({
      ...row,
      text: open(textSealed),
      answer: open(answerSealed),
    })),
  };
}
