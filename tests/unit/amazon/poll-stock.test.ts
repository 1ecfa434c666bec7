import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSeller } from './seller.ts';
import type { Seller } from './seller.ts';

let seller: Seller;
let now: number;
beforeEach(async () => {
  now = Date.parse('2026-11-20T12:00:00Z');
  seller = await openSeller({ now: () => now, inventoryPageSize: 2, rateScale: Infinity });
});
afterEach(() => seller.stop());

it('reads all pages, then what has changed, then all again after a day', async () => {
  for (const sku of ['A', 'B', 'C'])
    seller.amazon.setInventory({ sku, fulfillable: 3, reserved: 2, title: `Item ${sku}`, updatedAt: now - 7_200_000 });
  const all = await seller.round({ stream: 'stock' });
  expect(await seller.normalised(all.events)).toMatchObject(
    ['A', 'B', 'C'].map((sku) => ({
      kind: 'stock',
      sku,
      available: 3,
      title: `Item ${sku}`,
      productId: 'B0TESTASIN',
      at: now - 7_200_000,
    })),
  );
  now += 7_200_000;
  seller.amazon.setInventory({ sku: 'B', fulfillable: 1 });
  const changed = await seller.round({ stream: 'stock', cursor: all.cursor });
  expect(await seller.normalised(changed.events)).toMatchObject([{ sku: 'B', available: 1 }]);
  now += 86_400_000;
  const again = await seller.round({ stream: 'stock', cursor: changed.cursor });
  expect(again.events).toHaveLength(3);
});

it('begins again when a page’s token has run out', async () => {
  for (const sku of ['A', 'B', 'C']) seller.amazon.setInventory({ sku, fulfillable: 3 });
  const first = await seller.poll({ stream: 'stock' });
  now += 31_000;
  const rest = await seller.round({ stream: 'stock', cursor: first.cursor });
  expect(rest.events).toHaveLength(3);
});
