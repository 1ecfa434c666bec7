import type { MarketplaceRecord } from '../../../src/ports/marketplace-records.ts';
import type { RecordPayload } from './payload.ts';

/** @param receivedAt stands in where the shop names no instant */
export function normaliseRecord({ type, data }: RecordPayload, receivedAt: number): MarketplaceRecord {
  switch (type) {
    case 'order.updated': {
      const { id, status, placed_at, ship_by, deliver_by, updated_at, ...rest } = data;
      return {
        ...rest,
        kind: 'order',
        externalId: id,
        status,
        platformStatus: status,
        placedAt: placed_at,
        shipBy: ship_by,
        deliverBy: deliver_by,
        updatedAt: updated_at ?? receivedAt,
      };
    }
    case 'review.created': {
      const { id, rating, text, order, product, written_at } = data;
      return {
        kind: 'review',
        externalId: id,
        rating,
        text,
        orderId: order,
        productId: product,
        writtenAt: written_at ?? receivedAt,
        updatedAt: receivedAt,
      };
    }
    case 'stock.updated': {
      const { sku, title, available, at = receivedAt } = data;
      return { kind: 'stock', sku, title, available, at };
    }
    case 'metric.reported': {
      const { metric, value, unit, target, status, country, at = receivedAt } = data;
      return { kind: 'performance', metric, platformName: metric, value, unit, target, status, marketplace: country, at };
    }
  }
}
