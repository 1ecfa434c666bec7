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
const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script> <at id=all></at> [x](https://evil.example)';

describe.skipIf(!executable)('the preview of a card', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'gengfu-preview-'));
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

  /** A buyer's message, and the preview of its card opened with the mouse. */
  async function preview(options: BrowserContextOptions & { text?: string; buyer?: string } = {}): Promise<Locator> {
    const { text = demoMessages[0]!.text, buyer = 'Katrin V.', ...context } = options;
    await fetch(`${base}/sandbox/api/buyer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ store: 'amazon-de', buyer, text, order: '302-1112223-3334445', product: 'Teedose' }),
    });
    const opened = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', ...context });
    page = await opened.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('console', (line) => line.type() === 'error' && trouble.push(line.text()));
    page.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(base);
    const card = page.locator('.message[data-kind=card]', { hasText: buyer }).last();
    await card.hover();
    await card.getByRole('button', { name: '预览' }).click();
    const dialog = page.getByRole('dialog', { name: '这张卡片在各个群里的样子' });
    await dialog.locator('.preview-column').first().waitFor();
    return dialog;
  }

  const column = (dialog: Locator, name: string): Locator => dialog.getByRole('region', { name, exact: true });

  it('draws the card as Feishu would, with its losses and the JSON that would be sent', async () => {
    const feishu = column(await preview(), '飞书');
    await feishu.locator('.feishu-head[data-colour=red]').waitFor();
    await feishu.locator('.picture').getByText('Die Dose kam verbeult an').waitFor();
    await feishu.locator('.losses li', { hasText: '一次最多输入 1000 字' }).waitFor();
    await feishu.locator('summary', { hasText: '将要发出的 JSON' }).click();
    const sent = JSON.parse(await feishu.locator('.json pre').innerText()) as { schema: string; header: { template: string } };
    expect(sent).toMatchObject({ schema: '2.0', header: { template: 'red' } });
  });

  it('shows side by side what a DingTalk and a WeCom team would see, and what they lose', async () => {
    const dialog = await preview();
    expect(await dialog.locator('.preview-column h3').allInnerTexts()).toEqual(['飞书', '钉钉', '钉钉(没有模板)', '企业微信']);
    await column(dialog, '钉钉(没有模板)').locator('.picture').getByText('Die Dose kam verbeult an').first().waitFor();
    const dingtalk = column(dialog, '钉钉');
    await dingtalk.locator('.dingtalk-title', { hasText: '🔴 #' }).waitFor();
    await dingtalk.locator('.dingtalk-form summary', { hasText: '回复' }).click();
    await dingtalk.locator('.dingtalk-form', { hasText: '写给买家的话' }).first().waitFor();
    const wecom = column(dialog, '企业微信');
    await wecom.locator('.wecom-quote').getByText('Die Dose kam verbeult an').first().waitFor();
    await wecom.locator('.losses li', { hasText: '没有按钮,要输入命令: 回复、转交、备注' }).waitFor();
    expect(await wecom.locator('.losses li').count()).toBeGreaterThan(await dingtalk.locator('.losses li').count());
  });

  it('closes by Escape, by its button and by a click beside it, and gives the focus back', async () => {
    const dialog = await preview();
    const open = page.locator('.message[data-kind=card]').last().getByRole('button', { name: '预览' });
    const closings = [
      () => page.keyboard.press('Escape'),
      () => dialog.getByRole('button', { name: '关闭' }).click(),
      () => page.mouse.click(8, 8),
    ];
    for (const close of closings) {
      if (!(await dialog.isVisible())) await open.press('Enter');
      await dialog.locator('.preview-column').first().waitFor();
      await close();
      await dialog.waitFor({ state: 'hidden' });
      expect(await page.evaluate('document.activeElement.dataset.preview !== undefined')).toBe(true);
    }
  });

  it('shows hostile words as words', async () => {
    const dialog = await preview({ text: hostile, buyer: '"><svg onload=alert(3)>' });
    for (const name of ['飞书', '钉钉', '企业微信'])
      await column(dialog, name)
        .locator('.picture')
        .getByText(/[<＜]img src=x onerror=alert\(1\)/)
        .first()
        .waitFor();
    expect(await dialog.locator('img, script, svg, at, a').count()).toBe(0);
    expect(await page.evaluate(probe.refusedAttributes)).toEqual([]);
  });

  it.each([
    ['a desk', 1440, 900, { rows: 1, columns: 4 }],
    ['a small laptop', 1024, 700, { rows: 2, columns: 2 }],
    ['a phone', 390, 844, { rows: 4, columns: 1 }],
  ])('fits the screen of %s', async (_name, width, height, { rows, columns }) => {
    const dialog = await preview({ viewport: { width, height } });
    const boxes = await Promise.all((await dialog.locator('.picture').all()).map((picture) => picture.boundingBox()));
    for (const box of boxes) {
      expect(box!.width).toBeGreaterThan(240);
      expect(box!.height).toBeGreaterThan(200);
    }
    // Side by side where there is room, else below each other.
    expect(new Set(boxes.map((box) => Math.round(box!.x))).size).toBe(columns);
    expect(new Set(boxes.map((box) => Math.round(box!.y))).size).toBe(rows);
    const wide = `[...document.querySelectorAll('.preview, .preview-columns, .picture')].filter((box) => box.scrollWidth > box.clientWidth).length`;
    expect(await page.evaluate(wide)).toBe(0);
  });

  it.each(['light', 'dark'] as const)('is readable in %s colours', async (colorScheme) => {
    await preview({ colorScheme });
    await page.evaluate(`document.querySelectorAll('.preview details').forEach((details) => (details.open = true))`);
    expect((await page.evaluate<{ faint: string[] }>(probe.legibility)).faint).toEqual([]);
  });

  it('knows no card but those of the group', async () => {
    for (const id of ['', 'nope', "' OR 1=1"])
      expect((await fetch(`${base}/sandbox/view/preview?message=${encodeURIComponent(id)}`)).status).toBe(404);
  });
});
