import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startShopee } from '../emulators/shopee.ts';
import type { ShopeeEmulator } from '../emulators/shopee.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';

let service: InsideService;
let sandbox: SandboxClient;
let shopee: ShopeeEmulator;
beforeAll(async () => {
  shopee = await startShopee();
  service = await startInside({ env: { GENGFU_PUBLIC_URL: 'https://gengfu.example' } });
  sandbox = sandboxClient(service.url);
  await sandbox.say('lin', `/绑定 ${service.desk.bindCode.code}`);
});
afterAll(async () => {
  await service.stop();
  await shopee.stop();
});

/** The link as the bot said it, at the address this test can reach. */
const here = (link: string): string => link.replace('https://gengfu.example', service.url);
const fill = (link: string, fields: Record<string, string>): Promise<Response> =>
  fetch(link, { method: 'POST', body: new URLSearchParams(fields) });

describe('connecting a store from the group', () => {
  let link: string;

  test('an admin gets a link, and reads what the platform cannot do', async () => {
    const [answer] = await sandbox.say('lin', '/店铺 添加 shop-my shopee my 我的马来店');
    link = here(/https:\/\/gengfu\.example\/connect\?\S+/.exec(answer!.text)![0]);
    expect(answer!.text).toContain('台湾站');
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toContain('name="partnerKey" type="password"');
    expect(html).toContain('https://gengfu.example/in/shopee/shop-my');
  });

  test('agents get none', async () => {
    expect((await sandbox.say('wang', '/店铺 接入 shop-my'))[0]!.text).not.toContain('/connect');
  });

  test('a link that was changed, is for something else or is missing opens nothing', async () => {
    const forged = link.replace('shop-my.', 'amazon-de.');
    for (const address of [forged, `${link}x`, `${service.url}/connect`, link.replace('/connect', '/oauth/shopee/start')])
      expect((await fetch(address)).status).toBe(400);
  });

  test('what is filled in wrongly is named, and nothing is saved', async () => {
    const html = await (await fill(link, { partnerId: 'abc' })).text();
    expect(html).toContain('还没有保存');
    expect(service.desk.stores.get('shop-my')!.settings.api).toBeUndefined();
  });

  test('keys that the platform refuses are saved and said to be refused', async () => {
    const { partnerId, shopId, refreshToken } = shopee.credentials;
    const fields = { partnerId, shopId, refreshToken, partnerKey: 'shpk_of_somebody_else', apiUrl: shopee.baseUrls.api };
    const html = await (await fill(link, fields)).text();
    expect(html).toContain('平台不接受');
    expect(html).not.toContain('shpk_of_somebody_else');
  });

  test('the right keys connect it, and the buyers’ words come', async () => {
    const { partnerKey, pushKey } = shopee.credentials;
    const html = await (await fill(link, { partnerKey, pushKey })).text();
    expect(html).toContain('接通了');
    expect(html).not.toContain(partnerKey);
    await shopee.buyerWrites({ buyer: '1170319091', text: 'Bila barang akan dihantar?' });
    await sandbox.advance(3_600);
    await until(
      async () => (await sandbox.cards()).find(({ card }) => card?.original?.includes('Bila barang')),
      'the card of a message that was polled',
    );
  });
});
