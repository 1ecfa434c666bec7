import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSeal } from '../../src/store/seal.ts';
import { findBrowser, launchBrowser } from './browser.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

const token = 'a-token-of-enough-length';
let service: InsideService;
beforeAll(async () => {
  service = await startInside({
    env: {
      GENGFU_METRICS_TOKEN: token,
      GENGFU_LANGUAGE: 'en',
      GENGFU_PUBLIC_URL: 'http://gengfu.example',
      GENGFU_BACKUP: '0 4 * * *',
    },
  });
});
afterAll(() => service.stop());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => fetch(service.url + path, { headers });
/** As a proxy on this machine hands it on. */
const fromOutside = { 'x-forwarded-for': '203.0.113.9' };

test('what is done along the way is counted under the usual names', async () => {
  const sandbox = sandboxClient(service.url);
  await sandbox.buyer({ store: 'amazon-de', buyer: 'Anna', text: 'Ich rufe meinen Anwalt an!' });
  await service.settled();
  const [card] = await sandbox.cards();
  await sandbox.tap({ messageId: card!.id, action: 'reply', person: 'lin', form: { text: '马上查。' }, version: card!.version });
  await service.settled();
  await sandbox.buyer({ store: 'shopee-my', buyer: 'Siti', text: 'Bila sampai?' });
  await sandbox.advance(2 * 86_400);
  await service.settled();

  const text = await (await get('/metrics')).text();
  const value = (line: string): number | undefined => {
    const found = text.split('\n').find((each) => each.startsWith(`${line} `));
    return found === undefined ? undefined : Number(found.slice(line.length));
  };
  expect(value('gengfu_messages_total{platform="amazon"}')).toBe(1);
  expect(value('gengfu_alerts_total{level="urgent",state="rang"}')).toBeGreaterThan(0);
  expect(value('gengfu_cards_total{messenger="sandbox",outcome="posted"}')).toBe(2);
  expect(value('gengfu_replies_total{platform="amazon",outcome="accepted"}')).toBe(1);
  expect(value('gengfu_deadlines_missed_total{clock="team"}')).toBeGreaterThan(0);
  expect(value('gengfu_backlog{kind="pending"}')).toBe(0);
  expect(value('gengfu_backlog_age_seconds{kind="pending"}')).toBe(0);
  expect(value('gengfu_last_contact_timestamp_seconds{kind="store",name="amazon-de"}')).toBeGreaterThan(1.7e9);
  expect(value('gengfu_last_contact_timestamp_seconds{kind="messenger",name="sandbox"}')).toBeGreaterThan(1.7e9);
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  const request = 'http_request_method="POST",http_route="/sandbox/*",http_response_status_code="200"';
  const count = value(`http_server_request_duration_seconds_count{${request}}`);
  expect(count).toBeGreaterThanOrEqual(4);
  expect(value(`http_server_request_duration_seconds_bucket{${request},le="+Inf"}`)).toBe(count);
  expect(text).toContain('# TYPE http_server_request_duration_seconds histogram');
}, 60_000);

test('strangers read neither metrics nor status; the token and a supervisor’s link do', async () => {
  for (const path of ['/metrics', '/status']) {
    expect((await get(path)).status, `${path} here`).toBe(200);
    expect((await get(path, fromOutside)).status, `${path} from outside`).toBe(403);
    expect((await get(path, { ...fromOutside, authorization: 'Bearer a-token-of-other-content' })).status).toBe(403);
    expect((await get(path, { ...fromOutside, authorization: `Bearer ${token}` })).status, `${path} with the token`).toBe(200);
  }
  const sandbox = sandboxClient(service.url);
  expect((await sandbox.say('lin', '/status'))[0]!.text).not.toContain('http');
  const [said] = await sandbox.say('lin', '/status', { chat: '@lin' });
  const { pathname, search } = new URL(/http\S+/.exec(said!.text)![0]);
  expect((await get(pathname + search, fromOutside)).status).toBe(200);
  expect((await get(pathname + search.replace(/.$/, '_'), fromOutside)).status).toBe(403);
});

test('readiness is looked at, not assumed: tables of another version are none', async () => {
  expect(await (await get('/readyz')).json()).toEqual({
    ok: true,
    checks: { database: 'ok', migrations: 'ok', key: 'ok', disk: 'ok' },
    messengers: { sandbox: 'connected' },
  });
  const { db } = service.desk;
  const rename = (from: string, to: string) =>
    db.write((tx) =>
      tx.$executeRawUnsafe(`UPDATE "_prisma_migrations" SET "migration_name" = ${to} WHERE "migration_name" = ${from}`),
    );
  const [{ name }] = await db.write((tx) =>
    tx.$queryRawUnsafe<[{ name: string }]>('SELECT "migration_name" AS name FROM "_prisma_migrations"'),
  );
  await rename(`'${name}'`, `'from tomorrow'`);
  await expect.poll(async () => (await get('/readyz')).status, { timeout: 5_000 }).toBe(503);
  expect(await (await get('/readyz')).json()).toMatchObject({ ok: false, checks: { database: 'ok', migrations: 'failed' } });
  await rename(`'from tomorrow'`, `'${name}'`);
  await expect.poll(async () => (await get('/readyz')).status, { timeout: 5_000 }).toBe(200);
});

test('nor is a database that another key sealed', async () => {
  const { db } = service.desk;
  const { id, settingsSealed } = await db.read.store.findFirstOrThrow({ orderBy: { id: 'asc' } });
  const put = (sealed: string) => db.write((tx) => tx.store.update({ where: { id }, data: { settingsSealed: sealed } }));
  await put(createSeal(randomBytes(32)).seal('{}'));
  await expect.poll(async () => (await get('/readyz')).status, { timeout: 5_000 }).toBe(503);
  expect(await (await get('/readyz')).json()).toMatchObject({ checks: { database: 'ok', key: 'failed' } });
  await put(settingsSealed);
  await expect.poll(async () => (await get('/readyz')).status, { timeout: 5_000 }).toBe(200);
});

const executable = findBrowser();
test.skipIf(!executable)('the status page shows queues, messengers, stores, faults and backups', async () => {
  await service.inbox.store({ storeId: 'amazon-de', source: 'sandbox', externalId: 'bad', body: Buffer.from('<b>no JSON</b>') });
  await service.settled();
  const browser = await launchBrowser(executable!);
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.goto(`${service.url}/status`);
    const rows = await page.locator('tr').allInnerTexts();
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Messages that could not be processed\t1/),
        expect.stringMatching(/^Sandbox\tconnected\t/),
        expect.stringMatching(/Amazon/),
      ]),
    );
    expect(await page.locator('body').innerText()).not.toContain('no JSON');
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    if (process.env.GENGFU_SHOTS) await page.screenshot({ path: `${process.env.GENGFU_SHOTS}/status.png`, fullPage: true });
  } finally {
    await browser.close();
  }
});
