import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAmazonRelay } from '../emulators/amazon-relay.ts';
import { dovecotAvailable, startDovecot } from '../emulators/dovecot.ts';
import { startProcess } from '../timeline/start-process.ts';
import type { ServiceProcess } from '../timeline/start-process.ts';
import { terminal } from './run-cli.ts';

describe('stores', () => {
  test('one that pushes gets an address and a secret that is shown once and kept sealed', async () => {
    const gengfu = terminal();
    const added = await gengfu('store', 'add', '--id', 'Shop-DE', '--platform', 'shopify', '--site', 'de', '--name', '德国店');
    expect(added.code).toBe(0);
    expect(added.out).toMatch(/\/in\/generic\/shop-de\n/);
    const secret = /whsec_\S+/.exec(added.out)![0];

    const listed = await gengfu('store', 'list');
    expect(listed.out).toMatch(/shop-de +德国店 +shopify +de +Europe\/Berlin +webhook/);
    const json = await gengfu('store', 'list', '--json');
    expect(JSON.parse(json.out)).toMatchObject([{ id: 'shop-de', platform: 'shopify', in: ['webhook'], out: [] }]);
    expect(listed.out + json.out).not.toContain(secret);
    expect(readFileSync(path.join(gengfu.folder, 'gengfu.db')).includes(secret)).toBe(false);

    const again = await gengfu('store', 'add', '--id', 'shop-de', '--platform', 'shopify', '--site', 'de');
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('shop-de') as string });
  });

  test('a mailbox keeps its password out of arguments, lists and the file', async () => {
    const gengfu = terminal({ env: { GENGFU_IMAP_PASSWORD: 'p@ss:w/rd' } });
    const imap = 'imaps://shop@example.com@imap.example.com/INBOX';
    const smtp = 'smtps://shop@example.com@smtp.example.com';
    const added = await gengfu(
      ...['store', 'add', '--id', 'amazon-de', '--platform', 'amazon', '--site', 'de', '--imap', imap, '--smtp', smtp],
      ...['--from', 'Haushalt24 <shop@example.com>', '--auth-serv-id', 'mx.example.com'],
    );
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(added.out).not.toContain('whsec_');
    const { out } = await gengfu('store', 'list', '--json');
    expect(JSON.parse(out)).toMatchObject([
      { in: ['imap'], out: ['smtp'], mail: { imap: 'imap.example.com', smtp: 'smtp.example.com', authServId: 'mx.example.com' } },
    ]);
    expect(out).not.toContain('p@ss');
  });

  test('check knocks at the address for replies without delivering anything, and says what it tried', async () => {
    const asked: string[] = [];
    let status = 405;
    const shop = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    const { port } = shop.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/replies?token=sesame`;
    const gengfu = terminal();
    const added = await gengfu(
      'store',
      'add',
      '--id',
      'shop-de',
      '--platform',
      'shopify',
      '--site',
      'de',
      '--webhook-reply-url',
      url,
    );
    expect(added.out).toContain('check it: gengfu store check shop-de');

    const good = await gengfu('store', 'check', 'shop-de');
    expect(good.code).toBe(0);
    expect(good.out).toContain(
      `✓ shop-de webhook: tried OPTIONS http://127.0.0.1:${port}/replies, delivering nothing; it answered 405`,
    );
    expect(good.out).not.toContain('sesame');
    status = 404;
    expect(await gengfu('store', 'check', 'shop-de')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^· .*404/) as string,
    });
    status = 502;
    expect(await gengfu('store', 'check', 'shop-de')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^✗ .*502/) as string,
    });
    expect(asked).toEqual(Array.from({ length: 3 }, () => 'OPTIONS /replies?token=sesame'));
    await new Promise((resolve) => shop.close(resolve));
    expect((await gengfu('store', 'check', 'shop-de')).out).toMatch(
      /^✗ shop-de webhook: cannot be reached \(tried OPTIONS .*ECONNREFUSED/,
    );
  });

  test('a platform that pushes gets its own address, its secret stays out of sight, and its limits are said', async () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const gengfu = terminal({ env: { GENGFU_PUSH_SECRET: secret } });
    const add = (platform: string, ...more: string[]) =>
      gengfu('store', 'add', '--id', `${platform}-us`, '--platform', platform, '--site', 'us', ...more);
    const etsy = await add('etsy', '--push', '--address', 'etsy@in.example.com');
    expect(etsy).toMatchObject({ code: 0, err: '' });
    expect(etsy.out).toContain('/in/etsy/etsy-us\n');
    expect(etsy.out).toMatch(/Etsy lets no program answer/);
    expect(etsy.out).not.toContain('/in/generic/');
    expect((await add('walmart', '--push')).out).toMatch(/\/in\/walmart\/walmart-us\n[^]*customer-service address/);
    expect(await add('ebay', '--push')).toMatchObject({ code: 1, err: expect.stringContaining('--push is for') as string });
    const listed = await gengfu('store', 'list', '--json');
    expect(JSON.parse(listed.out)).toMatchObject([
      { id: 'etsy-us', in: ['push', 'smtp'] },
      { id: 'walmart-us', in: ['push'] },
    ]);
    expect(listed.out + etsy.out).not.toContain(secret);
    const wrong = await terminal({ env: { GENGFU_PUSH_SECRET: 'hush' } })(
      ...['store', 'add', '--id', 'e', '--platform', 'etsy', '--site', 'us', '--push'],
    );
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('whsec_') as string });
  });

  describe.skipIf(!dovecotAvailable())('with a real mailbox', () => {
    test('check says what it finds, or why it cannot', async () => {
      const dovecot = await startDovecot();
      const relay = await startAmazonRelay({ approvedSenders: ['shop@example.com'] });
      try {
        await dovecot.deliver(readFileSync('tests/fixtures/amazon/message-de-pre.eml'));
        const gengfu = terminal({ env: { GENGFU_IMAP_PASSWORD: 'secret' } });
        const imap = `imap://seller@127.0.0.1:${dovecot.port}/INBOX`;
        const add = (id: string, ...more: string[]) =>
          gengfu('store', 'add', '--id', id, '--platform', 'amazon', '--site', 'de', ...more);
        await add('good', '--imap', imap, '--smtp', relay.smtpUrl, '--from', 'shop@example.com');
        const good = await gengfu('store', 'check', 'good');
        expect(good.out).toMatch(/✓ good IMAP .*1 mails/);
        expect(good.out).toMatch(/✓ good SMTP .*can send/);
        expect(good.code).toBe(0);

        await add('locked', '--imap', imap.replace('seller@', 'seller:wrong@'));
        const locked = await gengfu('store', 'check', 'locked');
        expect(locked.out).toMatch(/✗ locked IMAP .*login refused/);
        expect(locked.out).not.toContain('wrong@');
        expect(locked.code).toBe(1);

        await add('gone', '--imap', 'imap://seller@127.0.0.1:9/INBOX');
        expect((await gengfu('store', 'check', 'gone')).out).toMatch(/✗ gone IMAP .*cannot be reached/);
      } finally {
        await Promise.all([dovecot.stop(), relay.stop()]);
      }
    });
  });

  describe('beside a running service', () => {
    let service: ServiceProcess;
    beforeAll(async () => {
      service = await startProcess();
    });
    afterAll(() => service.stop());

    test('a store added by the command line takes pushes within seconds', async () => {
      const gengfu = terminal({ folder: service.folder });
      const added = await gengfu('store', 'add', '--id', 'late', '--platform', 'shopify', '--site', 'de');
      expect(added.out).toContain(`${service.url}/in/generic/late`);
      const push = () => fetch(`${service.url}/in/generic/late`, { method: 'POST', body: '{}' });
      // 404 while nobody knows it, 401 for a push that is not signed.
      await expect.poll(async () => (await push()).status, { timeout: 5_000 }).toBe(401);
    });
  });
});
