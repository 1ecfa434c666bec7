import * as z from 'zod';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { instant } from './normalise-order.ts';
import type { Polled } from './polled.ts';

const summarySchema = z.object({
  sellerSku: z.string().min(1),
  asin: z.string().optional(),
  productName: z.string().optional(),
  lastUpdatedTime: z.string().optional(),
  inventoryDetails: z.object({ fulfillableQuantity: z.number() }),
});

/** What Amazon's warehouses have to sell. @throws ZodError */
export function normaliseStock({ summary, readAt }: Extract<Polled, { type: 'stock' }>): MarketplaceEvent[] {
  const { sellerSku, asin, productName, lastUpdatedTime, inventoryDetails } = summarySchema.parse(summary);
  return [
    {
      kind: 'stock',
      sku: sellerSku,
      productId: asin,
      title: productName,
      available: inventoryDetails.fulfillableQuantity,
      at: instant(lastUpdatedTime) ?? readAt,
    },
  ];
}
