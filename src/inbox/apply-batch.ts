import { requestAttachments } from '../attachments/fetch-attachments.ts';
import type { Desk } from '../desk.ts';
import { requestCards } from '../notify/request-cards.ts';
import type { RowWrite } from '../store/database.ts';
import { updateRows } from '../store/sqlite-rows.ts';
import { scheduleTimers } from '../tickets/ticket-timer.ts';
import { requestTranslations } from '../translation/request-translations.ts';
import { applyBuyerMessage } from './apply-buyer-message.ts';
import { applyDeliveryReport } from './apply-delivery-report.ts';
import { applyHints } from './apply-hints.ts';
import { applyPlatformNotice } from './apply-platform-notice.ts';
import { applyRecords } from './apply-records.ts';
import { applySellerMessage } from './apply-seller-message.ts';
import type { BuyerHappening, Happening, Parked, UnderstoodBatch } from './batch.ts';
import { describeFault } from './describe-fault.ts';
import { Ledger } from './ledger.ts';

/**
 * A quick translation or file stands on the very first card, which also halves what the messenger has to take; a slow one
 * comes as an update. The card itself is due within a second.
 */
const headStartMs = 400;

/** What came of each event: the ticket's number, or why there is none. */
export type Outcomes = Map<string, { ticket: number | null }>;

/**
 * Applies a batch in one transaction. When something in it makes that fail, the batch is halved until the culprit stands
 * alone and is parked with its error: one poisonous event never holds up its neighbours.
 */
export async function applyBatch(desk: Desk, batch: UnderstoodBatch): Promise<Outcomes> {
  try {
    return await desk.db.writeRows((tx) => apply(desk, tx, batch));
  } catch (error) {
    const ids = [...new Set(batch.happenings.map(({ eventId }) => eventId))];
    if (ids.length === 0) throw error;
    if (ids.length === 1) {
      const parked = [...batch.parked, { eventId: ids[0]!, error: describeFault(error) }];
      return desk.db.writeRows((tx) => apply(desk, tx, { events: batch.events, happenings: [], parked }));
    }
    const first = new Set(ids.slice(0, ids.length >> 1));
    const outcomes: Outcomes = new Map();
    for (const half of [(id: string) => first.has(id), (id: string) => !first.has(id)]) {
      const part = {
        events: batch.events.filter(({ id }) => half(id)),
        happenings: batch.happenings.filter(({ eventId }) => half(eventId)),
        parked: batch.parked.filter(({ eventId }) => half(eventId)),
      };
      for (const [id, outcome] of await applyBatch(desk, part)) outcomes.set(id, outcome);
    }
    return outcomes;
  }
}

async function apply(desk: Desk, tx: RowWrite, batch: UnderstoodBatch): Promise<Outcomes> {
  const ledger = await Ledger.open(desk, tx, batch.happenings);
  const outcomes: Outcomes = new Map(batch.events.map(({ id }) => [id, { ticket: null }]));
  for (const happening of batch.happenings) {
    const ticket = applyOne(desk, ledger, happening);
    if (ticket !== null) outcomes.set(happening.eventId, { ticket });
  }
  await ledger.save(tx);
  await applyRecords(desk, tx, batch.happenings);
  await applyHints(desk, tx, batch.happenings);
  const changed = ledger.tickets.dirty();
  const withFiles = new Set(ledger.attachments.filter(({ state }) => state === 'pending').map((row) => row.messageId as string));
  await scheduleTimers(desk, tx, changed);
  await requestCards(
    desk,
    tx,
    changed.map(({ id }) => id),
    ledger.toTranslate.size > 0 || withFiles.size > 0 ? headStartMs : 0,
  );
  await requestAttachments(desk, tx, withFiles);
  await requestTranslations(desk, tx, ledger.toTranslate);
  await settleEvents(desk, tx, batch, outcomes);
  return outcomes;
}

function applyOne(desk: Desk, ledger: Ledger, happening: Happening): number | null {
  switch (happening.event.kind) {
    case 'buyer_message':
      return applyBuyerMessage(desk, ledger, happening as BuyerHappening);
    case 'seller_message':
      return applySellerMessage(desk, ledger, happening, happening.event);
    case 'delivery_report':
      return applyDeliveryReport(desk, ledger, happening, happening.event);
    case 'platform_notice':
      return applyPlatformNotice(desk, ledger, happening, happening.event);
    default:
      // Records and hints concern no ticket; applyRecords and applyHints take them as a set.
      return null;
  }
}

async function settleEvents(desk: Desk, tx: RowWrite, batch: UnderstoodBatch, outcomes: Outcomes): Promise<void> {
  const now = desk.clock.now();
  const parked = new Map<string, Parked>(batch.parked.map((entry) => [entry.eventId, entry]));
  await updateRows(
    tx,
    'InboxEvent',
    batch.events.map(({ id }) => ({
      id,
      status: parked.has(id) ? 'parked' : 'done',
      error: parked.get(id)?.error ?? null,
      outcome: outcomes.get(id)?.ticket ? `#${outcomes.get(id)!.ticket}` : null,
      processedAt: now,
    })),
  );
  if (parked.size > 0) {
    desk.log.warn({ events: [...parked.keys()] }, 'events parked');
    await desk.queue.enqueue(
      tx,
      [...parked.keys()].map((eventId) => ({
        kind: 'trouble',
        key: `parked:${eventId}`,
        payload: { kind: 'parked', eventId },
        dueAt: now,
      })),
    );
  }
}
