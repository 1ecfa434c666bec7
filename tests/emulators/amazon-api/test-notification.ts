import { accountStatusChanged, inventoryChanged, orderChange, reportFinished } from './notification-bodies.ts';
import type { Happening } from './notification-bodies.ts';
import { isPublished } from './notification-types.ts';
import { buildOrder } from './order-shape.ts';
import { invalidInput } from './refusal.ts';
import type { World } from './world.ts';
import { iso } from './world.ts';

/** "A mock notification of the specified type" (testNotification); about nothing that exists. */
export function testHappening(world: World, type: string): Happening {
  if (!isPublished(type)) throw invalidInput(`No test notification of ${type}.`);
  const at = world.now();
  const marketplaceId = world.credentials.marketplaceIds[0]!;
  switch (type) {
    case 'ACCOUNT_STATUS_CHANGED':
      return accountStatusChanged('NORMAL', 'AT_RISK', at, marketplaceId);
    case 'ORDER_CHANGE':
      return orderChange(
        world,
        buildOrder(world, { id: '903-8868176-2219830' }),
        'OrderStatusChange',
        'Order Status Changed',
        at,
      );
    case 'REPORT_PROCESSING_FINISHED':
      return reportFinished(world, {
        reportId: '54517018502',
        reportType: 'GET_FLAT_FILE_ACTIONABLE_ORDER_DATA',
        marketplaceIds: [marketplaceId],
        createdTime: iso(at),
        processingStatus: 'CANCELLED',
      });
    case 'FBA_INVENTORY_AVAILABILITY_CHANGES':
      return inventoryChanged(world, {
        sku: 'TEST-SKU',
        asin: 'B0TESTASIN',
        fnSku: 'X000TEST01',
        title: 'Test item',
        marketplaceId,
        fulfillable: 0,
        inbound: 0,
        reserved: 0,
        unfulfillable: 0,
        updatedAt: at,
      });
  }
}
