import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { ServerType } from '@hono/node-server';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { compose } from '../../src/compose.ts';
import type { Service } from '../../src/compose.ts';
import { loadConfig } from '../../src/config.ts';
import { demoMessages } from '../../src/sandbox/demo-sentences.ts';
import { findBrowser, launchBrowser } from './browser.ts';
import * as probe from './page-probes.ts';

const executable = findBrowser();

describe.skipIf(!executable)('the sandbox page, used by a person', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'gengfu-page-'));
  const trouble: string[] = [];
  let service: Service;
  let server: ServerType;
  let browser: Browser;
  let base: string;
  let page: Page;

  beforeAll(async () => {
    service = await compose(loadConfig({ GENGFU_DATA: data, GENGFU_DEMO: 'off', GENGFU_LOG: 'silent', GENGFU_LANGUAGE: 'zh' }));
    server = serve({ fetch: service.app.fetch, port: 0, hostname: '127.0.0.1' });
    if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await service.start();
    // Many buyers ask the same here, and each card is looked at.
    const { db, settings } = service.desk;
    await db.write((tx) => settings.set(tx, 'noise', { ...settings.get('noise'), groupMs: 0 }));
    browser = await launchBrowser(executable!);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
    if (server && 'closeAllConnections' in server) server.closeAllConnections();
    await service?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  afterEach(async () => {
    await page?.context().close();
    expect(trouble.splice(0), 'errors of the page').toEqual([]);
  });

  async function visit(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', ...options });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('console', (line) => line.type() === 'error' && trouble.push(line.text()));
    page.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(base);
    await page.locator('.clock .now', { hasText: /\d\d:\d\d/ }).waitFor({ state: 'attached' });
    return page;
  }

  const api = async (route: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(base + route, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  let buyers = 0;

  /** A buyer nobody has heard from, so that every test has a ticket of its own. */
  async function buyerWrites(
    text = demoMessages[0]!.text,
    buyer = `Käufer ${++buyers}`,
  ): Promise<{ ticket: number; buyer: string }> {
    const { body } = await api('/sandbox/api/buyer', { store: 'amazon-de', buyer, text, order: '302-1112223-3334445' });
    return { ticket: body.ticket as number, buyer };
  }

  const cardOf = (ticket: number): Locator => page.locator('.message', { has: page.locator('h3', { hasText: `#${ticket} ` }) });
  const button = (card: Locator, name: string): Locator =>
    card.locator('.card-actions').getByRole('button', { name, exact: true });
  const become = (name: string) => page.locator('.person', { hasText: name }).click();
  const toast = (text: string | RegExp) => page.locator('.toast', { hasText: text }).last().waitFor();

  it('shows the card of a message written as a buyer, soon', async () => {
    await visit();
    await page.locator('#write [name=buyer]').fill('Katrin V.');
    await page.locator('#write [name=text]').fill(demoMessages[0]!.text);
    const from = performance.now();
    await page.getByRole('button', { name: '以买家身份发送' }).click();
    const card = page.locator('.message[data-kind=card]').last();
    await card.getByText('Die Dose kam verbeult an').waitFor();
    expect(performance.now() - from).toBeLessThan(5_000);
    await card.getByText('罐子到货时已经变形').waitFor();
    expect(await card.locator('.card').getAttribute('data-level')).toBe('urgent');
    await toast(/已出现在群里/);
  });

  it('fills the form from a ready sentence', async () => {
    await visit();
    await page.getByRole('button', { name: '挑一句现成的' }).click();
    await page.locator('.sentence', { hasText: 'nurul_aisyah' }).first().click();
    expect(await page.locator('#write [name=store]').inputValue()).toBe('shopee-my');
    expect(await page.locator('#write [name=buyer]').inputValue()).toBe('nurul_aisyah');
    expect(await page.locator('#sentences').isVisible()).toBe(false);
  });

  it('changes the buttons in place after a claim', async () => {
    await visit();
    const { ticket } = await buyerWrites();
    const card = cardOf(ticket);
    await become('王磊');
    await button(card, '认领').click();
    await toast(`已认领 #${ticket}`);
    await button(card, '回复').waitFor();
    expect(await card.locator('.state').innerText()).toContain('王磊');
    expect(await card.locator('.state .avatar').innerText()).toBe('王');
    expect(await page.locator('.message[data-kind=card]', { hasText: `#${ticket} ` }).count()).toBe(1);
  });

  it('sends the version that was looked at, and tells the second who has it', async () => {
    await visit();
    const { ticket } = await buyerWrites();
    const card = cardOf(ticket);
    await card.getByText('罐子到货时已经变形').waitFor();
    const id = await card.getAttribute('data-id');
    const version = await card.getAttribute('data-version');
    // 王磊 is quicker, and the news has not reached 陈晨.
    await page.route('**/sandbox/view/messages*', (route) => route.fulfill({ body: '', contentType: 'text/html' }));
    await api('/sandbox/api/tap', { messageId: id, person: 'wang', action: 'claim' });
    await become('陈晨');
    const sent = page.waitForRequest('**/sandbox/api/tap');
    await button(card, '认领').click();
    expect((await sent).postDataJSON()).toMatchObject({
      messageId: id,
      person: 'chen',
      action: 'claim',
      version: Number(version),
    });
    await toast(/王磊 已在 .*认领/);
    await page.unroute('**/sandbox/view/messages*');
    await page.locator('.chip', { hasText: '/我的' }).click();
    await card.locator('.state', { hasText: '王磊' }).waitFor();
  });

  it('keeps a half-typed reply when the buyer writes again, warns once, and then sends it', async () => {
    await visit();
    await become('王磊');
    const { ticket, buyer } = await buyerWrites();
    const card = cardOf(ticket);
    await button(card, '认领').click();
    await button(card, '回复').click();
    const draft = card.locator('.form:not([hidden]) textarea');
    await draft.pressSequentially('很抱歉，我们');
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight']) await draft.press(key);

    await buyerWrites('Hallo? Wann bekomme ich mein Geld zurück?', buyer);
    await card.getByText('Hallo? Wann bekomme ich').waitFor();
    expect(await draft.inputValue()).toBe('很抱歉，我们');
    expect(await page.evaluate(probe.focusedTag)).toBe('TEXTAREA');
    expect(await page.evaluate(probe.selection)).toEqual([2, 4]);

    const text = '很抱歉，我们马上为您补发一个新的。';
    await draft.fill(text);
    await draft.press('Control+Enter');
    await toast(/买家 .*又发来一条/);
    expect(await draft.inputValue()).toBe(text);
    await card.locator('.notice').getByText('Hallo?').waitFor();

    await card.locator('.form:not([hidden])').getByRole('button', { name: '发送' }).click();
    await toast('正在发送');
    await page.locator('.outbound').getByText('Das tut uns sehr leid. Wir senden Ihnen umgehend').first().waitFor();
    await page.locator('.outbound li', { hasText: buyer }).waitFor();
    await card.locator('.state', { hasText: '等买家回复' }).waitFor();
    expect(await card.locator('.form:not([hidden])').count()).toBe(0);
  });

  it('closes with a resolution, and the head turns grey', async () => {
    await visit();
    await become('林悦');
    const { ticket } = await buyerWrites();
    const card = cardOf(ticket);
    await button(card, '认领').click();
    await button(card, '关闭').click();
    await card.locator('.form:not([hidden]) [name=resolution]').selectOption('refunded');
    await card.locator('.form:not([hidden]) [type=submit]').click();
    await toast(`已关闭 #${ticket}`);
    await card.locator('.state', { hasText: '已关闭 · 已退款' }).waitFor();
    await button(card, '重新打开').waitFor();
    expect(await card.locator('.card').getAttribute('data-state')).toBe('closed');
    // Folded away until somebody looks.
    expect(await card.locator('.said').first().isVisible()).toBe(false);
    await card.locator('.history summary').click();
    expect(await card.locator('.said').first().isVisible()).toBe(true);
  });

  it('opens secondary actions, forms with choices, and the whole conversation', async () => {
    await visit();
    await become('王磊');
    const { ticket } = await buyerWrites();
    const card = cardOf(ticket);
    await card.locator('summary', { hasText: '更多' }).click();
    await button(card, '转交').click();
    await card.locator('.form:not([hidden]) select[name=to]').selectOption({ label: '陈晨' });
    await card.locator('.form:not([hidden]) [type=submit]').click();
    await toast(`已转交 #${ticket}`);
    await card.locator('.state', { hasText: '陈晨' }).waitFor();

    await become('陈晨');
    await button(card, '稍后').click();
    await card.locator('.form:not([hidden])').getByRole('button', { name: '明早9点' }).click();
    await card.locator('.form:not([hidden]) [type=submit]').click();
    await card.locator('.state', { hasText: '稍后处理' }).waitFor();

    await button(card, '详情').click();
    await card.locator('.history[open]', { hasText: '买家: Die Dose' }).waitFor();
  });

  it('takes commands with suggestions, in both languages', async () => {
    await visit();
    const { ticket } = await buyerWrites();
    const say = page.locator('#say');
    await say.pressSequentially('/列');
    await page.locator('#suggestions [aria-selected=true]', { hasText: '/列表' }).waitFor();
    await say.press('Enter');
    expect(await say.inputValue()).toBe('/列表');
    await say.press('Enter');
    await page.locator('.message[data-kind=text]:not(.mine)', { hasText: '最急的在前' }).last().waitFor();

    await say.pressSequentially('/cl');
    await say.press('ArrowDown');
    await say.press('ArrowUp');
    await say.press('Tab');
    expect(await say.inputValue()).toBe('/claim ');
    await say.pressSequentially(`${ticket}`);
    await say.press('Enter');
    await cardOf(ticket).locator('.state', { hasText: '王磊' }).waitFor();
  });

  it('quotes a card, so that typing alone answers its buyer', async () => {
    await visit();
    await become('王磊');
    const { ticket, buyer } = await buyerWrites();
    await button(cardOf(ticket), '认领').click();
    await cardOf(ticket).hover();
    await cardOf(ticket).getByRole('button', { name: '引用' }).click();
    await page.locator('#say').fill('您的包裹已经在路上，预计两天内送达。');
    await page.locator('#say').press('Enter');
    await page.locator('.outbound li', { hasText: buyer }).getByText('Ihr Paket ist unterwegs').waitFor();
  });

  it('shows hostile words as words', async () => {
    await visit();
    const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script> "quotes" \' & </p></section> <at id=all></at> ‮';
    const { ticket } = await buyerWrites(hostile, '"><svg onload=alert(3)>');
    const card = cardOf(ticket);
    expect(await card.locator('.said').first().textContent()).toBe(hostile);
    await page.locator('#say').fill('<img src=x onerror=alert(4)>');
    await page.locator('#say').press('Enter');
    await page.locator('.bubble', { hasText: '<img src=x onerror=alert(4)>' }).first().waitFor();
    await page.reload();
    await card.locator('.said').first().waitFor();
    expect(await page.evaluate(probe.strangers)).toBe(0);
  });

  it('moves the desk clock on, and the cards with it', async () => {
    await visit();
    const { ticket } = await buyerWrites();
    // The platform's clock runs at any hour of the day, the team's only while it works.
    const left = async () => /平台时限\s[^]*?剩[^\n]*/.exec(await cardOf(ticket).innerText())?.[0];
    const before = await left();
    expect(before).toBeDefined();
    await page.getByRole('button', { name: '+1 小时' }).click();
    await toast(/现在是/);
    await expect.poll(left).not.toBe(before);
    await page.getByRole('button', { name: '到明早 9 点' }).click();
    await page.locator('.clock .now', { hasText: '09:00' }).waitFor();
  });

  it('says that it reconnects, and misses nothing meanwhile', async () => {
    await visit();
    await page.locator('.connection:not(.lost)').waitFor();
    // The network goes away for the stream and for everything else.
    await page.context().setOffline(true);
    if ('closeAllConnections' in server) server.closeAllConnections();
    await page.locator('.connection', { hasText: '正在重连…' }).waitFor();
    const { ticket } = await buyerWrites();
    await page.context().setOffline(false);
    await cardOf(ticket).waitFor({ timeout: 15_000 });
    await page.locator('.connection:not(.lost)').waitFor();
    trouble.length = 0; // the browser notes the lost connections
  });

  it('fits a phone without sideways scrolling', async () => {
    await buyerWrites('Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen'.repeat(4));
    await visit({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    for (const tab of ['店铺', '买家', '聊天']) {
      await page.locator('.tabs').getByRole('button', { name: tab }).tap();
      expect(await page.evaluate(probe.sidewaysScrolls), tab).toBe(0);
    }
    const buyerTab = page.locator('.tabs').getByRole('button', { name: '买家' });
    await buyerTab.tap();
    // Somebody new: a known buyer's card may stand further up than a phone shows.
    await page.locator('#write [name=buyer]').fill('Phone buyer');
    await page.locator('#write [name=text]').fill('Wo bleibt mein Paket seit Dienstag?');
    await page.locator('#write [type=submit]').tap();
    await page.locator('.tabs [data-tab=chat][data-unread]').tap();
    await page.locator('.said', { hasText: 'Wo bleibt mein Paket seit Dienstag?' }).first().waitFor();
    await page.locator('.speaker').selectOption('chen');
    await page.locator('.chip', { hasText: '/状态' }).tap();
    await page.locator('.message.mine', { hasText: '/状态' }).waitFor();
  });

  it('can be worked with the keyboard alone', async () => {
    await visit();
    const { ticket } = await buyerWrites();
    await cardOf(ticket).waitFor();
    const reached = new Set<string>();
    const wanted = await page.evaluate<string[]>(probe.numberStops);
    for (let step = 0; step < wanted.length + 20; step++) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate<string | undefined>(probe.focusedStop);
      if (stop) reached.add(stop);
    }
    expect(wanted.filter((stop) => !reached.has(stop))).toEqual([]);

    await button(cardOf(ticket), '认领').focus();
    await page.keyboard.press('Enter');
    await button(cardOf(ticket), '回复').waitFor();
    // The button that was pressed is gone; the keyboard is at the next thing to do.
    await expect.poll(() => page.evaluate(probe.focusedAction)).toBe('reply');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(probe.focusedTag)).toBe('TEXTAREA');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(probe.focusedAction)).toBe('reply');
  });

  it.each(['light', 'dark'] as const)('is readable in %s colours', async (colorScheme) => {
    await buyerWrites();
    await visit({ colorScheme });
    const found = await page.evaluate<{ paper: number; faint: string[] }>(probe.legibility);
    expect(found.paper < 0.05).toBe(colorScheme === 'dark');
    expect(found.faint).toEqual([]);
  });

  it('speaks English when the workspace does', async () => {
    await visit();
    await become('林悦');
    await page.locator('#say').fill('/语言 英文');
    await page.locator('#say').press('Enter');
    await page.getByRole('button', { name: 'Send as buyer' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.locator('#say').fill('/lang zh');
    await page.locator('#say').press('Enter');
    await page.getByRole('button', { name: '以买家身份发送' }).waitFor();
  });

  it('asks nothing of other hosts and forbids inline script', async () => {
    const answer = await fetch(base);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    await visit();
    expect(await page.evaluate(probe.refusedAttributes)).toEqual([]);
    expect(await page.evaluate(probe.hostsAsked)).toEqual([new URL(base).host]);
    expect((await fetch(`${base}/sandbox/assets/..%2f..%2fconfig.ts`)).status).toBe(404);
    expect((await fetch(`${base}/sandbox/view/messages?after=x`)).status).toBe(400);
  });

  it('refuses changes that a foreign page asks for, and lets programs through', async () => {
    const host = new URL(base).host;
    const words = { chat: 'night-watch', person: 'wang', text: '/状态' };
    const say = async (headers: Record<string, string>) => (await api('/sandbox/api/say', words, headers)).status;
    expect(await say({})).toBe(200);
    expect(await say({ origin: base })).toBe(200);
    expect(await say({ 'sec-fetch-site': 'same-origin', origin: base })).toBe(200);
    expect(await say({ origin: 'https://evil.example' })).toBe(403);
    expect(await say({ origin: 'null' })).toBe(403);
    expect(await say({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await say({ 'sec-fetch-site': 'same-site', origin: `http://${host}` })).toBe(403);
    expect(await say({ 'content-type': 'text/plain', origin: 'https://evil.example' })).toBe(403);
    for (const route of ['tap', 'buyer', 'clock'])
      expect((await api(`/sandbox/api/${route}`, {}, { origin: 'https://evil.example' })).status).toBe(403);
  });
});
