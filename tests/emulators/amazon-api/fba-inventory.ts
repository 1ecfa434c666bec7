import { randomBytes } from 'node:crypto';
import type { Handlers } from './api.ts';
import type { Json } from './models.ts';
import { invalidInput } from './refusal.ts';
import type { World } from './world.ts';
import { iso } from './world.ts';

export interface InventoryItem {
  sku: string;
  asin: string;
  fnSku: string;
  title: string;
  marketplaceId: string;
  fulfillable: number;
  inbound: number;
  reserved: number;
  unfulfillable: number;
  updatedAt: number;
}

export interface FbaInventoryOptions {
  /** Summaries on a page. The model states no size; 50 is the most SKUs that may be asked for at once. */
  inventoryPageSize?: number;
}

/** "The string token will expire 30 seconds after being created." */
const tokenLivesMs = 30_000;

/** `GET /fba/inventory/v1/summaries` (facts/marketplaces §3.7). */
export function inventoryHandlers(world: World, options: FbaInventoryOptions): Handlers {
  const size = options.inventoryPageSize ?? 50;
  const pages = new Map<string, { keys: string[]; expiresAt: number }>();

  return {
    getInventorySummaries({ query }) {
      const [marketplaceId] = query.marketplaceIds as string[];
      if (query.granularityId !== marketplaceId) throw invalidInput('granularityId must be the marketplace of marketplaceIds.');
      const token = query.nextToken as string | undefined;
      const page = token === undefined ? undefined : pages.get(token);
      if (token !== undefined && (!page || page.expiresAt <= world.now()))
        throw invalidInput('nextToken is invalid or has expired.');

      const since = query.startDateTime === undefined ? undefined : Date.parse(query.startDateTime as string);
      if (since !== undefined && since < world.now() - 18 * 30.5 * 86_400_000)
        throw invalidInput('startDateTime is more than 18 months ago.');
      // With startDateTime the SKUs are ignored, and sellerSku is when there are sellerSkus.
      const skus =
        since === undefined ? (query.sellerSkus ?? (query.sellerSku === undefined ? undefined : [query.sellerSku])) : undefined;
      const keys =
        page?.keys ??
        [...world.inventory]
          .filter(([, item]) => item.marketplaceId === marketplaceId)
          .filter(([, item]) => since === undefined || item.updatedAt > since)
          .filter(([, item]) => skus === undefined || (skus as string[]).includes(item.sku))
          .map(([key]) => key);
      const rest = keys.slice(size);
      const nextToken = rest.length > 0 ? randomBytes(12).toString('base64url') : undefined;
      if (nextToken) pages.set(nextToken, { keys: rest, expiresAt: world.now() + tokenLivesMs });
      return {
        status: 200,
        body: {
          payload: {
            granularity: { granularityType: 'Marketplace', granularityId: marketplaceId },
            inventorySummaries: keys.slice(0, size).map((key) => summaryOf(world.inventory.get(key)!, query.details === true)),
          },
          ...(nextToken ? { pagination: { nextToken } } : {}),
        },
      };
    },
  };
}

function summaryOf(item: InventoryItem, details: boolean): Json {
  const { fulfillable, inbound, reserved, unfulfillable } = item;
  return {
    asin: item.asin,
    fnSku: item.fnSku,
    sellerSku: item.sku,
    condition: 'NewItem',
    ...(details ? { inventoryDetails: detailsOf(item) } : {}),
    lastUpdatedTime: iso(item.updatedAt),
    productName: item.title,
    totalQuantity: fulfillable + inbound + reserved + unfulfillable,
  };
}

function detailsOf({ fulfillable, inbound, reserved, unfulfillable }: InventoryItem): Json {
  return {
    fulfillableQuantity: fulfillable,
    inboundWorkingQuantity: 0,
    inboundShippedQuantity: inbound,
    inboundReceivingQuantity: 0,
    reservedQuantity: {
      totalReservedQuantity: reserved,
      pendingCustomerOrderQuantity: reserved,
      pendingTransshipmentQuantity: 0,
      fcProcessingQuantity: 0,
    },
    researchingQuantity: { totalResearchingQuantity: 0, researchingQuantityBreakdown: [] },
    unfulfillableQuantity: { totalUnfulfillableQuantity: unfulfillable, defectiveQuantity: unfulfillable },
  };
}
