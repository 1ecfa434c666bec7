import { expect, test } from 'vitest';
import { until } from '../../timeline/until.ts';
import type { Scene } from './scene.ts';
import { storeId } from './scene.ts';

export function describeRecords(scene: Scene): void {
  test('an order is filed, follows its changes, and never goes back', async () => {
    const { placeOrder, shipOrder } = scene.market;
    if (!placeOrder || !shipOrder)
      return void expect(scene.adapter.streams?.some(({ name }) => name === 'orders') ?? false).toBe(false);
    const { id } = await placeOrder({ buyer: 'b1' });
    await scene.pollNow();
    const order = () => scene.service.desk.db.read.order.findFirst({ where: { storeId, externalId: id } });
    await until(order, 'the order is filed');
    await shipOrder(id);
    await scene.pollNow();
    const shipped = await until(async () => {
      const row = await order();
      return row?.status === 'shipped' ? row : undefined;
    }, 'the order is shipped');
    expect((JSON.parse(shipped.items) as unknown[]).length).toBeGreaterThan(0);
    expect(shipped.total).toMatch(/^\d+(\.\d+)?$/);
    await scene.pollNow();
    await scene.service.settled();
    expect(await scene.service.desk.db.read.order.count({ where: { storeId, externalId: id } })).toBe(1);
  });
}
