import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phonePhoto, pdf } from '../timeline/sample-files.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { findBrowser, launchBrowser } from './browser.ts';

const executable = findBrowser();

describe.skipIf(!executable)('files on the sandbox page', () => {
  const trouble: string[] = [];
  let service: InsideService;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    service = await startInside({ env: { GENGFU_LANGUAGE: 'zh' } });
    browser = await launchBrowser(executable!);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('console', (line) => line.type() === 'error' && trouble.push(line.text()));
    await page.goto(service.url);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await service?.stop();
    expect(trouble, 'errors of the page').toEqual([]);
  });

  it('a buyer sends a picture and a file that is none of any use; both stand on the card', async () => {
    await page.locator('#write [name=buyer]').fill('Katrin V.');
    await page.locator('#write input[type=file]').setInputFiles([
      { name: 'Delle.jpg', mimeType: 'image/jpeg', buffer: await phonePhoto() },
      { name: 'falsch.pdf', mimeType: 'application/pdf', buffer: pdf() },
      { name: 'Seite.html', mimeType: 'text/html', buffer: Buffer.from('<!doctype html><p>hi') },
    ]);
    await page.getByRole('button', { name: '移除 falsch.pdf' }).click();
    await page.getByRole('button', { name: '以买家身份发送' }).click();
    const files = page.locator('.message[data-kind=card]').last().locator('.attachments li');
    await files.locator('img').waitFor();
    expect(await files.count()).toBe(2);
    const width = () => page.evaluate<number>(`document.querySelector('.attachments img').naturalWidth`);
    await expect.poll(width).toBe(240);
    expect(await files.last().innerText()).toContain('可能有害');
    const opened = page.context().waitForEvent('page');
    await files.locator('a').click();
    const picture = await opened;
    await picture.waitForLoadState();
    expect(await picture.evaluate('document.contentType')).toBe('image/jpeg');
    await picture.close();
  });

  it('the team answers with files, picked and dragged in', async () => {
    const card = page.locator('.message[data-kind=card]').last();
    await card.hover();
    await card.getByRole('button', { name: '引用' }).click();
    await page
      .locator('#composer input[type=file]')
      .setInputFiles([{ name: '说明书.pdf', mimeType: 'application/pdf', buffer: pdf() }]);
    const dragged = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['剩下的步骤'], '步骤.txt', { type: 'text/plain' }));
      return transfer;
    })()`);
    await page.dispatchEvent('main.chat', 'drop', { dataTransfer: dragged });
    await expect.poll(() => page.locator('#composer .picked li').count()).toBe(2);
    await page.locator('#say').press('Enter');
    await page.locator('.bubble', { hasText: '📎 说明书.pdf' }).last().waitFor();
    const sandbox = sandboxClient(service.url);
    await expect
      .poll(async () => (await sandbox.outbound()).flatMap(({ files }) => files.map(({ name }) => name)))
      .toEqual(['说明书.pdf', '步骤.txt']);
    await page.locator('.outbound .bubble', { hasText: '📎 步骤.txt' }).waitFor();
    await page.locator('.message[data-kind=card]').last().locator('.history', { hasText: '附 2 个文件' }).waitFor();
    expect(await page.locator('#composer .picked').isVisible()).toBe(false);
  });
});
