import * as z from 'zod';
import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { accountStatusNotice, accountStatusRecord, isWorse } from './account-status.ts';
import { homeMarketplace } from './api-config.ts';
import { cancelNotice } from './normalise-order.ts';
import { readEnvelope } from './notification.ts';
import type { Notification } from './notification.ts';
import { streamOfReport } from './report-streams.ts';
import { wordTable } from '../../../src/word-table.ts';

type Reader = (payload: unknown, notification: Notification, store: StoreRecord) => MarketplaceEvent[];

/** By type; what is not here was not subscribed to. Names are in lower case: see notification.ts. */
const readers = wordTable<Reader>({
  ACCOUNT_STATUS_CHANGED: accountStatusChanged,
  ORDER_CHANGE: orderChanged,
  REPORT_PROCESSING_FINISHED: reportFinished,
  FBA_INVENTORY_AVAILABILITY_CHANGES: stockChanged,
});

/** One notification of the queue (facts/marketplaces §3.5, §3.8). @throws Error when it cannot be read */
export function normaliseNotification(text: string, event: StoredEvent, store: StoreRecord): MarketplaceEvent[] {
  const notification = readEnvelope(text);
  if (!notification) throw new Error('this is no notification of Amazon');
  const at = notification.at || event.receivedAt;
  return readers[notification.type]?.(notification.payload, { ...notification, at }, store) ?? [];
}

const statusSchema = z.object({
  accountstatuschangenotification: z.object({ previousaccountstatus: z.string().optional(), currentaccountstatus: z.string() }),
});

function accountStatusChanged(payload: unknown, { at }: Notification): MarketplaceEvent[] {
  const { previousaccountstatus: before, currentaccountstatus: now } =
    statusSchema.parse(payload).accountstatuschangenotification;
  const record = accountStatusRecord(now, at);
  return isWorse(before, now) ? [record, accountStatusNotice(now, at)] : [record];
}

const orderSchema = z.object({
  orderchangenotification: z.object({
    sellerid: z.string().optional(),
    amazonorderid: z.string().min(1),
    orderchangetype: z.string(),
    orderchangetrigger: z.object({ timeoforderchange: z.string().optional(), changereason: z.string().optional() }).optional(),
    summary: z
      .object({
        marketplaceid: z.string().optional(),
        orderstatus: z.string().optional(),
        orderitems: z.array(z.object({ isbuyerrequestedcancel: z.boolean().optional() })).optional(),
      })
      .optional(),
  }),
});

/** A hint: what the order is now has to be read. Only the buyer's wish to cancel cannot wait. */
function orderChanged(payload: unknown, { at }: Notification, store: StoreRecord): MarketplaceEvent[] {
  const change = orderSchema.parse(payload).orderchangenotification;
  const { amazonorderid: orderId, summary, orderchangetrigger: trigger } = change;
  if (isForeign(change.sellerid, summary?.marketplaceid, store)) return [];
  const hint: MarketplaceEvent = { kind: 'resource_hint', stream: 'orders', id: orderId };
  const wished =
    change.orderchangetype === 'BuyerRequestedChange' &&
    (/cancel/i.test(trigger?.changereason ?? '') || summary?.orderitems?.some((item) => item.isbuyerrequestedcancel === true));
  const tooLate = /^(?:cancell?ed|shipped)$/i.test(summary?.orderstatus ?? '');
  return wished && !tooLate ? [hint, cancelNotice(orderId, at)] : [hint];
}

const reportSchema = z.object({ reportprocessingfinishednotification: z.object({ reporttype: z.string() }) });

/** Reports are asked for by streams, which know of theirs: their next round comes now. */
function reportFinished(payload: unknown): MarketplaceEvent[] {
  const stream = streamOfReport(reportSchema.parse(payload).reportprocessingfinishednotification.reporttype);
  return stream ? [{ kind: 'resource_hint', stream }] : [];
}

const stockSchema = z.object({
  sellerid: z.string().optional(),
  sku: z.string().min(1),
  asin: z.string().optional(),
  fulfillmentinventorybymarketplace: z.array(
    z.object({
      marketplaceid: z.string(),
      itemname: z.string().optional(),
      fulfillmentinventory: z.object({ fulfillable: z.number() }),
    }),
  ),
});

function stockChanged(payload: unknown, { at }: Notification, store: StoreRecord): MarketplaceEvent[] {
  const change = stockSchema.parse(payload);
  const home = homeMarketplace(store);
  const here = change.fulfillmentinventorybymarketplace.find(({ marketplaceid }) => marketplaceid === home);
  if (!here || isForeign(change.sellerid, undefined, store)) return [];
  const { itemname: title, fulfillmentinventory } = here;
  return [{ kind: 'stock', sku: change.sku, productId: change.asin, title, available: fulfillmentinventory.fulfillable, at }];
}

/** Of another seller, or of a marketplace that is not this store's: the queue may be fed by more than one. */
function isForeign(sellerId: string | undefined, marketplaceId: string | undefined, store: StoreRecord): boolean {
  const { sellerId: ours, marketplaceIds } = store.settings.api ?? {};
  if (sellerId !== undefined && ours !== undefined && sellerId !== ours) return true;
  const sold = marketplaceIds ?? homeMarketplace(store);
  return marketplaceId !== undefined && sold !== undefined && !sold.includes(marketplaceId);
}
