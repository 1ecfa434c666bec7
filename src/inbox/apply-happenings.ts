import { requestAttachments } from '../attachments/fetch-attachments.ts';
import type { Desk } from '../desk.ts';
import { requestCards } from '../notify/request-cards.ts';
import type { RowWrite } from '../store/database.ts';
import { countTraffic } from '../traffic/count-traffic.ts';
import { scheduleTimers } from '../tickets/ticket-timer.ts';
import { batchSubjects } from '../tracing/batch-subjects.ts';
import { requestTranslations } from '../translation/request-translations.ts';
import { applyBuyerMessage } from './apply-buyer-message.ts';
import { applyConversationOrder } from './apply-conversation-order.ts';
import { applyDeliveryReport } from './apply-delivery-report.ts';
import { applyMatterOver } from './apply-matter-over.ts';
import { applyPlatformNotice } from './apply-platform-notice.ts';
import { applySellerMessage } from './apply-seller-message.ts';
import type { BuyerHappening, Happening } from './batch.ts';
import { Ledger } from './ledger.ts';
import { settleAlerts } from './settle-alerts.ts';

/**
 * A quick translation or file stands on the very first card, which also halves what the messenger has to take; a slow one
 * comes as an update. The card itself is due within a second.
 */
const headStartMs = 400;

/** Tickets that came of each event, by its id. */
export type Touched = Map<string, number>;

/** Applies what concerns tickets, with everything a changed ticket brings with it. Part of the caller's transaction. */
export async function applyHappenings(desk: Desk, tx: RowWrite, happenings: readonly Happening[]): Promise<Touched> {
  const ledger = await Ledger.open(desk, tx, happenings);
  const touched: Touched = new Map();
  for (const happening of happenings) {
    const ticket = applyOne(desk, ledger, happening);
    if (ticket !== null) touched.set(happening.eventId, ticket);
  }
  await settleAlerts(desk, tx, ledger);
  await ledger.save(tx);
  await countTraffic(desk, tx, happenings, ledger);
  const changed = ledger.tickets.dirty();
  const subjects = batchSubjects(desk.tracing, ledger, touched);
  const withFiles = new Set(ledger.attachments.filter(({ state }) => state === 'pending').map((row) => row.messageId as string));
  await desk.tracing.within({ subjects }, async () => {
    await scheduleTimers(desk, tx, changed);
    await requestCards(
      desk,
      tx,
      changed.map(({ id }) => id),
      ledger.toTranslate.size > 0 || withFiles.size > 0 ? headStartMs : 0,
    );
    await requestAttachments(desk, tx, withFiles);
    await requestTranslations(desk, tx, ledger.toTranslate);
  });
  return touched;
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
    case 'conversation_order':
      return applyConversationOrder(desk, ledger, happening, happening.event);
    case 'matter_over':
      return applyMatterOver(desk, ledger, happening, happening.event);
    default:
      // Records and hints concern no ticket; applyRecords and applyHints take them as a set.
      return null;
  }
}
