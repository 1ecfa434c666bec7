import { chmodSync, openSync, readFileSync, rmSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import { startProcess } from '../timeline/start-process.ts';
import { terminal } from './run-cli.ts';

async function withDatabase() {
  const gengfu = terminal();
  await gengfu('store', 'add', '--id', 'shop-de', '--platform', 'shopify', '--site', 'de');
  return gengfu;
}

describe('doctor', () => {
  test('a new set-up is well, and looking creates nothing', async () => {
    const gengfu = terminal();
    rmSync(gengfu.folder, { recursive: true });
    const { code, out } = await gengfu('doctor');
    expect(out).toMatch(/· database: is made at the first start/);
    expect(out).toMatch(/All is well/);
    expect(code).toBe(0);
    expect(() => readFileSync(path.join(gengfu.folder, 'key'))).toThrow();
  });

  test('a running service is left in peace and found well', async () => {
    const service = await startProcess();
    const { code, out } = await terminal({ folder: service.folder })('doctor');
    expect(out).toContain(`✓ service: keeps watch at ${service.url}`);
    expect(out).toMatch(/✓ database: sound/);
    expect(code).toBe(0);
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
    await service.stop();
  });

  test('speaks Chinese, and JSON', async () => {
    expect((await terminal({ env: { GENGFU_LANGUAGE: 'zh' } })('doctor')).out).toMatch(/一切正常/);
    const { out } = await terminal()('doctor', '--json');
    expect(JSON.parse(out)).toMatchObject({
      healthy: true,
      findings: expect.arrayContaining([expect.objectContaining({ subject: 'disk', state: 'ok' })]) as unknown,
    });
  });

  test('a lost key', async () => {
    const gengfu = await withDatabase();
    rmSync(path.join(gengfu.folder, 'key'));
    const { code, out } = await gengfu('doctor');
    expect(out).toMatch(/✗ key: .*is gone.*GENGFU_KEY/);
    expect(code).toBe(1);
  });

  test('the key of another database, and one that is no key', async () => {
    const gengfu = await withDatabase();
    const asking = (key: string) => terminal({ folder: gengfu.folder, env: { GENGFU_KEY: key } })('doctor');
    expect((await asking('0'.repeat(64))).out).toMatch(/✗ key: is not the key of this database/);
    const short = await asking('short');
    expect(short.out).toMatch(/✗ key: .*32 bytes/);
    expect(short.code).toBe(1);
  });

  test('a key that others can read', async () => {
    const gengfu = await withDatabase();
    chmodSync(path.join(gengfu.folder, 'key'), 0o644);
    const { code, out } = await gengfu('doctor');
    expect(out).toMatch(/· key: other users can read/);
    expect(code).toBe(0);
  });

  test('a damaged database', async () => {
    const gengfu = await withDatabase();
    const file = openSync(path.join(gengfu.folder, 'gengfu.db'), 'r+');
    for (const page of [2, 5, 9]) writeSync(file, Buffer.alloc(4096, 0xff), 0, 4096, page * 4096);
    closeSync(file);
    const damaged = await gengfu('doctor');
    expect(damaged.out).toMatch(/✗ database: /);
    expect(damaged.code).toBe(1);
    writeFileSync(path.join(gengfu.folder, 'gengfu.db'), 'something else entirely');
    expect((await gengfu('doctor')).out).toMatch(/✗ database: not a database of Gengfu/);
  });

  test('a port that is taken, and settings that are wrong', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, out } = await terminal({ env: { GENGFU_PORT: String(port) } })('doctor');
    expect(out).toMatch(new RegExp(`✗ port: ${port} is used by another program`));
    expect(code).toBe(1);
    other.close();

    const bad = await terminal({ env: { TRANSLATOR: 'babelfish' } })('doctor');
    expect(bad.out).toMatch(/✗ settings: .*TRANSLATOR/);
    expect(bad.code).toBe(1);
  });

  test('services that are half set up or not there', async () => {
    const half = await terminal({ env: { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718' } })('doctor');
    expect(half.out).toMatch(/✗ Feishu: FEISHU_APP_SECRET is missing; the service will not start/);
    expect(half.out, 'the rest is looked at all the same').toMatch(/port/);
    expect(half.code).toBe(1);
    const env = {
      TRANSLATOR: 'openai',
      MODEL_NAME: 'm',
      MODEL_URL: 'http://127.0.0.1:9/v1',
      MODEL_KEY: 'k-very-secret',
      TRANSLATOR_TIMEOUT_MS: '2000',
    };
    const gone = await terminal({ env })('doctor');
    expect(gone.out).toMatch(/✗ translator: openai/);
    expect(gone.out).not.toContain('k-very-secret');
  });

  test('Feishu: good credentials, a wrong secret, and the connection of the running service', async () => {
    const feishu = await startFeishuEmulator();
    const env = { FEISHU_APP_ID: feishu.appId, FEISHU_APP_SECRET: feishu.appSecret, FEISHU_BASE_URL: feishu.url };
    try {
      const good = await terminal({ env })('doctor');
      expect(good.out).toMatch(new RegExp(`✓ Feishu: app ${feishu.appId} is good`));
      expect(good.code).toBe(0);
      const wrong = await terminal({ env: { ...env, FEISHU_APP_SECRET: 'not-the-secret' } })('doctor');
      expect(wrong.out).toMatch(/✗ Feishu: /);
      expect(wrong.out).not.toContain('not-the-secret');

      const service = await startProcess({ env });
      const gengfu = terminal({ folder: service.folder, env });
      await expect
        .poll(async () => (await gengfu('doctor')).out, { timeout: 15_000 })
        .toMatch(/✓ Feishu: the service is connected/);
      await service.stop();
    } finally {
      await feishu.stop();
    }
  });

  test('one messenger from its credentials to a tap on a card, and not beside a running service', async () => {
    const feishu = await startFeishuEmulator();
    const env = { FEISHU_APP_ID: feishu.appId, FEISHU_APP_SECRET: feishu.appSecret, FEISHU_BASE_URL: feishu.url };
    const chat = feishu.addChat({ people: [{ id: 'ou_lin', name: '林悦' }] }).id;
    try {
      const service = await startProcess({ env });
      const gengfu = terminal({ folder: service.folder, env });
      await expect.poll(() => feishu.connections(), { timeout: 15_000 }).toBe(1);
      await feishu.pushMessage({ chat, person: 'ou_lin', text: '@bot /help' });
      const beside = await gengfu('doctor', 'feishu', '--tap');
      expect(beside.out).toMatch(/✗ Feishu: stop the running service/);
      await service.stop();

      const cards = () => feishu.messages(chat).filter(({ type }) => type === 'interactive');
      const walked = gengfu('doctor', 'feishu', '--tap');
      await expect.poll(() => cards().length, { timeout: 15_000 }).toBe(1);
      const seen = await feishu.press({ messageId: cards()[0]!.messageId, person: 'ou_lin', action: 'details' });
      expect(seen.toast?.content).toBe('Heard you');
      const { code, out } = await walked;
      expect(out).toMatch(/✓ Feishu: connected\n/);
      expect(out).toMatch(/✓ Feishu: the tap of .+ arrived/);
      expect(code).toBe(0);

      const unknown = await gengfu('doctor', 'telegram');
      expect(unknown.err).toMatch(/no messenger "telegram"; there are: feishu dingtalk wecom/);
      expect((await gengfu('doctor', 'wecom')).out).toMatch(/✗ WeCom: not set up; follow .*wecom\/setup\.md/);
    } finally {
      await feishu.stop();
    }
  });
});
