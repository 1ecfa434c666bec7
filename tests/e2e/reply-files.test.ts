import { readFileSync } from 'node:fs';
import path from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, describe, expect, test } from 'vitest';
import { startAmazonRelay } from '../emulators/amazon-relay.ts';
import { phonePhoto, pdf, webm } from '../timeline/sample-files.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { openShop } from '../timeline/shop.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

let service: InsideService;
const start = async () => (service = await startInside({ env: { GENGFU_LANGUAGE: 'en' } }));
afterEach(() => service.stop());

const open = (file: string) => fetch(`${service.url}${file}`);

describe('a file that somebody sends to the buyer', () => {
  const given = (name: string, bytes: Uint8Array | string) => ({ name, data: Buffer.from(bytes).toString('base64') });

  async function asked(store = 'amazon-de') {
    const sandbox = sandboxClient(service.url);
    const { ticket } = await sandbox.buyer({ store, buyer: 'katrin', text: 'How do I open it?' });
    const [card] = await until(async () => {
      const cards = await sandbox.cards(ticket);
      return cards.length > 0 ? cards : null;
    }, 'the card');
    return { sandbox, ticket: ticket!, card: card! };
  }

  test('by quoting the card, or with /reply, reaches the buyer without the place where it was taken', async () => {
    await start();
    const { sandbox, ticket, card } = await asked();
    const photo = given('so.jpg', await phonePhoto());
    expect((await sandbox.say('lin', '', { quotes: card.id, files: [photo] })).at(-1)?.text).toContain('Sending');
    await sandbox.say('lin', `/reply ${ticket}`, { files: [given('manual.pdf', pdf('manual'))] });
    await sandbox.say('lin', `/reply ${ticket} Like this`, { files: [given('a.pdf', pdf('a')), given('b.txt', 'b')] });
    const replies = await until(async () => {
      const found = await sandbox.outbound();
      return found.length === 3 ? found : null;
    }, 'the answers');
    expect(replies.map(({ text, files }) => [text, files.map(({ name, type }) => `${name} ${type}`)]).sort()).toEqual(
      [
        ['', ['so.jpg image/jpeg']],
        ['', ['manual.pdf application/pdf']],
        ['Like this', ['a.pdf application/pdf', 'b.txt text/plain']],
      ].sort(),
    );
    expect(replies.find(({ files }) => files[0]?.name === 'so.jpg')!.files[0]!.size).not.toBe(
      Buffer.from(photo.data, 'base64').length,
    );
    const history = await until(async () => {
      const lines = (await sandbox.cards(ticket)).at(-1)!.card!.history!.map(({ text }) => text);
      return lines.filter((line) => line.startsWith('Replied')).length === 3 ? lines : null;
    }, 'the history');
    expect(history).toContain('林悦 wrote a reply with a file, sending');
    expect(history.some((line) => line.startsWith('Replied with 2 files'))).toBe(true);
    const details = await sandbox.tap({ messageId: card.id, action: 'details', person: 'lin' });
    expect(details.card!.history!.map(({ text }) => text).join('\n')).toContain('Attachments: a.pdf, b.txt');
  });

  test('that may do harm, or is for nobody, is refused with what to do', async () => {
    await start();
    const { sandbox, card } = await asked();
    const say = async (more: Parameters<typeof sandbox.say>[2], text = '') => (await sandbox.say('lin', text, more)).at(-1)?.text;
    expect(await say({ quotes: card.id, files: [given('run.exe', `MZ${'x'.repeat(200)}`)] })).toContain(
      '“run.exe” cannot be sent',
    );
    expect(await say({ files: [given('a.pdf', pdf())] })).toContain('which buyer');
    expect(await say({ files: [given('a.pdf', pdf())] }, '/reply')).toContain('ticket number');
    expect(await sandbox.outbound()).toEqual([]);
  });

  test('leaves by mail as it is, as far as the marketplace takes it', async () => {
    const relay = await startAmazonRelay({ approvedSenders: ['support@seller.example'] });
    const from = { from: 'Acme <support@seller.example>', smtpUrl: relay.smtpUrl, addresses: [] };
    service = await startInside({
      env: { GENGFU_LANGUAGE: 'en' },
      prepare: async ({ desk, inbox }) => {
        const store = { id: 'acme-de', platform: 'amazon', name: 'Acme', site: 'de', locale: 'de', zone: 'Europe/Berlin' };
        await desk.stores.add({ ...store, settings: { sandbox: false, mail: from } }, desk.clock.now());
        const raw = readFileSync(path.join(import.meta.dirname, '../fixtures/amazon/message-de-pre.eml'));
        await inbox.store({ storeId: 'acme-de', source: 'mail', externalId: 'm1', body: raw });
      },
    });
    const sandbox = sandboxClient(service.url);
    const card = await until(async () => (await sandbox.cards()).at(-1), 'the card');
    const refused = await sandbox.say('lin', 'Film', { quotes: card.id, files: [given('film.webm', webm)] });
    expect(refused.at(-1)?.text).toContain('does not take files like “film.webm”');
    await sandbox.say('lin', 'Anleitung', { quotes: card.id, files: [given('Anleitung für Sie.pdf', pdf('how to'))] });
    const mail = await until(() => relay.mails[0], 'the mail');
    const { attachments, text } = await PostalMime.parse(mail.raw);
    expect(text).toContain('Anleitung');
    expect(attachments).toMatchObject([{ filename: 'Anleitung für Sie.pdf', mimeType: 'application/pdf' }]);
    expect(Buffer.from(attachments[0]!.content as ArrayBuffer).equals(pdf('how to'))).toBe(true);
    await relay.stop();
  });

  test('goes to a shop as a link that only works signed, and not without an address of ours', async () => {
    const shop = await openShop();
    const secret = 'whsec_c2hvcC1kZS1zZWNyZXQtZm9yLXRlc3Rz';
    const store = { id: 'shop-de', platform: 'shopify', name: 'Teeladen', site: 'de', locale: 'de', zone: 'Europe/Berlin' };
    const settings = { sandbox: false, webhook: { secret, replyUrl: shop.replyUrl } };
    const begin = async (env: Record<string, string>) => {
      service = await startInside({
        env: { GENGFU_LANGUAGE: 'en', ...env },
        prepare: ({ desk }) => desk.stores.add({ ...store, settings }, desk.clock.now()),
      });
      await push(service.url, { store: 'shop-de', secret, body: messageCreated({ buyer: 'jonas', text: 'Hallo' }) });
      const sandbox = sandboxClient(service.url);
      const card = await until(async () => (await sandbox.cards()).at(-1), 'the card');
      return (await sandbox.say('lin', 'Here', { quotes: card.id, files: [given('a.pdf', pdf('linked'))] })).at(-1)?.text;
    };
    expect(await begin({})).toContain('GENGFU_PUBLIC_URL');
    await service.stop();
    expect(await begin({ GENGFU_PUBLIC_URL: 'https://desk.example' })).toContain('Sending');
    const reply = await until(() => shop.replies[0], 'the reply');
    const { data } = JSON.parse(reply.body) as {
      data: { text: string; attachments: { name: string; url: string; size: number }[] };
    };
    expect(data.attachments).toMatchObject([{ name: 'a.pdf', type: 'application/pdf', size: pdf('linked').length }]);
    expect(data.attachments[0]!.url).toMatch(/^https:\/\/desk\.example\/files\//);
    const file = await open(new URL(data.attachments[0]!.url).pathname);
    expect(Buffer.from(await file.arrayBuffer()).equals(pdf('linked'))).toBe(true);
    await shop.stop();
  });
});
