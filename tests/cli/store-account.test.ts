import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MarketplaceUnderTest } from '../contract/marketplace/driver.ts';
import { shopee } from '../contract/marketplace/drivers/shopee.ts';
import { terminal } from './run-cli.ts';

let market: MarketplaceUnderTest;
beforeAll(async () => void (market = await shopee.open()));
afterAll(() => market.stop());

const variable = (name: string): string => `GENGFU_API_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

test('check says how a store’s account stands, from no keys to a consent that was taken back', async () => {
  const keys = market.settings.api!;
  const gengfu = terminal({ env: Object.fromEntries(Object.entries(keys).map(([name, value]) => [variable(name), value])) });
  await gengfu('store', 'add', '--id', 'shop-my', '--platform', 'shopee', '--site', market.site);
  const bare = await gengfu('store', 'check', 'shop-my');
  expect(bare).toMatchObject({ code: 0, out: expect.stringContaining('gengfu store connect shop-my') as string });

  expect(await gengfu('store', 'connect', 'shop-my')).toMatchObject({ code: 0, err: '' });
  const good = await gengfu('store', 'check', 'shop-my');
  expect(good.out).toMatch(/✓ shop-my API: the platform lets us in: .*\d/);
  expect(good.out).toMatch(/shop-my push: none came yet.*GENGFU_PUBLIC_URL/);
  expect(good.out).toMatch(/shop-my reading: nothing was read yet/);
  expect(good.code).toBe(0);

  market.revokeAuthorisation!();
  const bad = await gengfu('store', 'check', 'shop-my');
  expect(bad.code).toBe(1);
  expect(bad.out + bad.err).toMatch(/✗ shop-my API: .* → not authorised.*\/store authorise shop-my/);
  for (const secret of [keys.partnerKey!, keys.pushKey!, keys.refreshToken!])
    expect(JSON.stringify([bare, good, bad])).not.toContain(secret);
}, 60_000);
