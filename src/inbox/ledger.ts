import type { Candidate } from '../alerts/decide-all.ts';
import type { Desk } from '../desk.ts';
import type { RowWrite } from '../store/database.ts';
import { rowTable } from './row-table.ts';
import { insertRows, updateRows } from '../store/rows.ts';
import type { Row } from '../store/rows.ts';
import { insertTicketEvents } from '../tickets/ticket-event.ts';
import type { NewTicketEvent } from '../tickets/ticket-event.ts';
import type { OrderTotal } from '../rules/kinds/order-value.ts';
import { readOrderTotals } from './read-order-totals.ts';
import { threadIndex } from './conversation-hints.ts';
import type { Happening } from './batch.ts';
import type { BuyerRow, ConversationRow, MessageRow, ReplyRow, SendingRow, TicketRow } from './ledger-rows.ts';
import {
  reopenWindowMs,
  loadBuyers,
  loadConversations,
  loadMessages,
  loadNewestReplies,
  loadReplies,
  loadSendingReplies,
  loadTickets,
  nextTicketNumber,
} from './load-context.ts';

/**
 * Everything a batch reads and changes, loaded with one query per table and saved with one statement per table: a batch
 * costs about the same with one event as with hundreds.
 */
export class Ledger {
  readonly buyers = rowTable<BuyerRow>((row) => row.externalIndex);
  readonly conversations = rowTable<ConversationRow>((row) => row.threadIndex);
  readonly messages = rowTable<MessageRow>((row) => `${row.storeId} ${row.externalId}`);
  readonly replies = rowTable<ReplyRow>((row) => `${row.storeId} ${row.externalId}`);
  /** Those whose acceptance is not recorded yet; they have no external id to be found by. */
  readonly sending = rowTable<SendingRow>((row) => row.id);
  /** By conversation: the open ticket, else the one closed lately. */
  readonly tickets = rowTable<TicketRow>((row) => row.conversationId);
  /** What the orders that messages are about are worth, by store and order id; read only while a rule asks. */
  orderTotals: ReadonlyMap<string, OrderTotal> = new Map();
  readonly events: NewTicketEvent[] = [];
  /** What rules held for, in the order it happened. */
  readonly candidates: (Candidate & { ticket: TicketRow })[] = [];
  readonly alerts: Row[] = [];
  readonly attachments: Row[] = [];
  /** Messages that want a translation, by id. */
  readonly toTranslate = new Set<string>();
  private number: number;

  private constructor(nextNumber: number) {
    this.number = nextNumber;
  }

  static async open(desk: Desk, tx: RowWrite, happenings: readonly Happening[]): Promise<Ledger> {
    const buyerKeys = new Set<string>();
    /** Buyers whom a seller wrote to from outside: all their conversations may be meant. */
    const sellersTo = new Set<string>();
    const threads = new Set<string>();
    const externalIds = new Set<string>();
    const replyIds = new Set<string>();
    for (const { event, store } of happenings) {
      if (event.kind === 'buyer_message') buyerKeys.add(buyerIndex(desk, store.id, event.buyer.id));
      if (event.kind === 'conversation_order' && event.buyer) buyerKeys.add(buyerIndex(desk, store.id, event.buyer.id));
      if ('thread' in event && event.thread) threads.add(threadIndex(desk.db, store.id, event.thread));
      if ('externalId' in event) externalIds.add(event.externalId);
      if (event.kind === 'delivery_report') {
        for (const id of event.replyIds) replyIds.add(id);
        threads.add(threadIndex(desk.db, store.id, noticeThread({ topic: `reply ${event.state}` })));
        buyerKeys.add(buyerIndex(desk, store.id, platformBuyer));
        if (event.copy) threads.add(threadIndex(desk.db, store.id, event.copy.thread));
      }
      if ('inReplyTo' in event)
        for (const id of event.inReplyTo ?? []) {
          externalIds.add(id);
          replyIds.add(id);
        }
      if (event.kind === 'seller_message' && event.buyerId) sellersTo.add(buyerIndex(desk, store.id, event.buyerId));
      if (event.kind === 'platform_notice') {
        buyerKeys.add(buyerIndex(desk, store.id, platformBuyer));
        threads.add(threadIndex(desk.db, store.id, noticeThread(event)));
      }
    }
    const ledger = new Ledger(await nextTicketNumber(tx));
    ledger.buyers.load(await loadBuyers(tx, buyerKeys.union(sellersTo)));
    ledger.messages.load(await loadMessages(tx, externalIds));
    ledger.replies.load(await loadReplies(tx, replyIds));
    const known = new Set([...ledger.messages.all(), ...ledger.replies.all()].map((row) => row.conversationId));
    const writtenTo = new Set(
      ledger.buyers
        .all()
        .filter((row) => sellersTo.has(row.externalIndex))
        .map((row) => row.id),
    );
    ledger.conversations.load(await loadConversations(tx, threads, known, writtenTo));
    ledger.replies.load(await loadNewestReplies(tx, new Set(reported(desk, ledger, happenings))));
    if (happenings.some(({ event }) => event.kind === 'seller_message' || event.kind === 'delivery_report'))
      ledger.sending.load(await loadSendingReplies(tx, new Set(ledger.conversations.all().map((row) => row.id))));
    ledger.tickets.load(
      await loadTickets(
        tx,
        ledger.conversations.all().map((row) => row.id),
        desk.clock.now() - reopenWindowMs,
      ),
    );
    if (desk.rules.leavesOfKind('order_value').length > 0) ledger.orderTotals = await readOrderTotals(tx, happenings);
    return ledger;
  }

  /** The conversation a thread key stands for. */
  conversationOf(desk: Desk, storeId: string, thread: string | undefined): ConversationRow | undefined {
    return thread === undefined ? undefined : this.conversations.get(threadIndex(desk.db, storeId, thread));
  }

  takeNumber(): number {
    return this.number++;
  }

  async save(tx: RowWrite): Promise<void> {
    await insertRows(tx, 'Buyer', this.buyers.added());
    await updateRows(tx, 'Buyer', pick(this.buyers.changed(), ['id', 'nameSealed', 'language', 'lastSeenAt']));
    await insertRows(tx, 'Conversation', this.conversations.added());
    await updateRows(
      tx,
      'Conversation',
      pick(this.conversations.changed(), ['id', 'orderId', 'language', 'replySealed', 'lastBuyerAt', 'lastSellerAt']),
    );
    await insertRows(tx, 'Ticket', this.tickets.added());
    await updateRows(tx, 'Ticket', pick(this.tickets.changed(), ticketColumns));
    await insertRows(tx, 'Message', this.messages.added());
    await updateRows(tx, 'Reply', pick(this.replies.changed(), ['id', 'state', 'error', 'settledAt']));
    await updateRows(tx, 'Reply', pick(this.sending.changed(), ['id', 'state', 'error', 'settledAt', 'externalId']));
    await insertRows(tx, 'Attachment', this.attachments);
    await insertTicketEvents(tx, this.events);
    await insertRows(tx, 'Alert', this.alerts);
  }
}

/** Conversations that delivery reports name by thread. */
function reported(desk: Desk, ledger: Ledger, happenings: readonly Happening[]): string[] {
  return happenings.flatMap(({ event, store }) => {
    const conversation = event.kind === 'delivery_report' ? ledger.conversationOf(desk, store.id, event.thread) : undefined;
    return conversation ? [conversation.id] : [];
  });
}

const ticketColumns = [
  'id',
  'level',
  'state',
  'version',
  'unansweredSince',
  'lastBuyerAt',
  'policyDueAt',
  'teamDueAt',
  'snoozedUntil',
  'closedAt',
  'resolution',
  'topic',
  'language',
  'reasons',
  'lastRepliedAt',
  'firstRepliedAt',
  'ringingSince',
  'ringingLevel',
  'heldUntil',
  'heldFor',
] as const;

/** Whom a platform's own notices are filed under. */
export const platformBuyer = '(platform)';
export const noticeThread = (notice: { topic: string; orderId?: string }): string =>
  `notice ${notice.topic} ${notice.orderId ?? ''}`;
export const buyerIndex = (desk: Pick<Desk, 'db'>, storeId: string, id: string): string =>
  desk.db.seal.blindIndex('buyer', storeId, id);

function pick(rows: readonly Row[], columns: readonly string[]): (Row & { id: string })[] {
  return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null])) as Row & { id: string });
}
