import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CardAttachment } from '../../cards/card.ts';
import { eraseBuyer } from '../../src/privacy/erase-buyer.ts';
import { startS3Emulator } from '../emulators/s3.ts';
import { openFileHost } from '../timeline/file-host.ts';
import { phonePhoto, pdf } from '../timeline/sample-files.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxMessage } from '../timeline/sandbox-client.ts';
import { startInside, stoppedClock, tuesdayMorning } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

let host: Awaited<ReturnType<typeof openFileHost>>;
let service: InsideService;
const start = async (env: Record<string, string> = {}, clock?: ReturnType<typeof stoppedClock>) =>
  (service = await startInside({ env: { GENGFU_LANGUAGE: 'en', GENGFU_FILES_HOSTS: host.host, ...env }, clock }));

beforeEach(async () => void (host = await openFileHost()));
afterEach(async () => {
  await service.stop();
  await host.stop();
});

/** A buyer writes through the shop's webhook with these files. @returns the card once none is on its way any more */
async function write(attachments: Record<string, unknown>[], text = 'Look at this'): Promise<SandboxMessage> {
  const { body } = await push(service.url, {
    store: 'amazon-de',
    body: messageCreated({ buyer: 'katrin', text, order: '302-1112223-1234567', attachments }),
    timestamp: Math.floor(service.clock.wall() / 1000),
  });
  expect(body).toMatchObject({ ok: true });
  return settledCard(attachments.length, text);
}

async function settledCard(count: number, text?: string): Promise<SandboxMessage> {
  const sandbox = sandboxClient(service.url);
  return until(async () => {
    const card = (await sandbox.cards()).at(-1);
    const attachments = card?.card?.attachments ?? [];
    return (text === undefined || card?.card?.original === text) &&
      attachments.length === count &&
      attachments.every(({ state }) => state !== 'pending')
      ? card
      : null;
  }, 'the files on the card');
}

const filesOn = ({ card }: SandboxMessage): CardAttachment[] => card!.attachments!;
const open = (file: string | undefined) => fetch(`${service.url}${file}`);

describe('a file that a buyer sends', () => {
  test('stands on the card as a thumbnail, and opens without the place where it was taken', async () => {
    await start({ GENGFU_PUBLIC_URL: 'https://desk.example/' });
    const photo = await phonePhoto(3_000);
    expect(photo.includes('Phone of Katrin')).toBe(true);
    const [picture, paper] = filesOn(
      await write([
        { url: host.put('/photo', { bytes: photo }), name: 'Delle.JPEG', type: 'image/png' },
        { url: host.put('/r.pdf', { bytes: pdf('receipt') }) },
      ]),
    );
    expect(picture).toMatchObject({
      name: 'Delle.JPEG',
      kind: 'picture',
      state: 'stored',
      size: expect.stringMatching(/KB$/) as string,
    });
    expect(picture!.link).toBe(`https://desk.example${picture!.path}`);
    const whole = await open(picture!.path);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `inline; filename="Delle.JPEG"; filename*=UTF-8''Delle.JPEG`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=600',
    });
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes.includes('Phone of Katrin')).toBe(false);
    // Upright: the camera had marked it as lying on its side.
    const { width, height, format, exif } = await sharp(bytes).metadata();
    expect({ width, height, format, exif }).toEqual({ width: 1_280, height: 2_560, format: 'jpeg', exif: undefined });
    const thumbnail = await sharp(Buffer.from(await (await open(picture!.thumbnail!.path)).arrayBuffer())).metadata();
    expect(thumbnail).toMatchObject({ width: 240, height: 480 });

    expect(paper).toMatchObject({ name: 'r.pdf', kind: 'file', state: 'stored' });
    const file = await open(paper!.path);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(Buffer.from(await file.arrayBuffer()).equals(pdf('receipt'))).toBe(true);
  });

  test('is filed under its order and conversation, and lies sealed, once however often it comes', async () => {
    await start();
    const url = host.put('/a.pdf', { bytes: pdf('secret words') });
    await write([
      { url, name: 'a.pdf' },
      { url, name: 'b.pdf' },
    ]);
    const rows = await service.desk.db.read.attachment.findMany();
    const conversation = await service.desk.db.read.conversation.findFirstOrThrow();
    expect(rows.map(({ orderId, conversationId }) => ({ orderId, conversationId }))).toEqual(
      Array(2).fill({ orderId: '302-1112223-1234567', conversationId: conversation.id }),
    );
    const folder = path.join(service.folder, 'files');
    const stored = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(stored).toHaveLength(1);
    expect(readFileSync(path.join(stored[0]!.parentPath, stored[0]!.name)).includes('secret words')).toBe(false);
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toContain('gengfu_attachments{state="stored"} 2');
  });

  test('that cannot be had or must not be kept says what to do, and the others stay', async () => {
    await start({ GENGFU_FILES_MAX_MB: '0.1' });
    const html = '<!doctype html><script>alert(1)</script>';
    const card = await write([
      { url: host.put('/gone.jpg', { status: 410 }), name: 'gone.jpg' },
      { url: host.put('/page.jpg', { bytes: html, type: 'image/jpeg' }), name: 'page.jpg' },
      { url: 'https://169.254.169.254/latest/meta-data/', name: 'cloud.jpg' },
      { url: host.put('/large.pdf', { bytes: Buffer.concat([pdf(), Buffer.alloc(200_000)]) }), name: 'large.pdf' },
      { url: host.put('/boast.pdf', { bytes: pdf() }), name: 'boast.pdf', size: 9_007_199_254_740_991 },
      { url: host.put('/half.jpg', { bytes: (await phonePhoto()).subarray(0, 700) }), name: 'half.jpg' },
    ]);
    expect(filesOn(card).map(({ name, state, advice, path: link }) => [name, state, advice, link])).toEqual([
      ['gone.jpg', 'broken', expect.stringContaining('no longer good'), undefined],
      ['page.jpg', 'broken', expect.stringContaining('may do harm'), undefined],
      ['cloud.jpg', 'broken', expect.stringContaining('not safe'), undefined],
      ['large.pdf', 'broken', expect.stringContaining('smaller'), undefined],
      ['boast.pdf', 'broken', expect.stringContaining('smaller'), undefined],
      ['half.jpg', 'broken', expect.stringContaining('Damaged'), undefined],
    ]);
    expect(card.card!.history!.map(({ text }) => text)).toContain('The attachment “gone.jpg” could not be kept');
  });

  test('whose name would deceive is called by what it is', async () => {
    await start();
    const [text] = filesOn(await write([{ url: host.put('/x', { bytes: 'just words' }), name: '../../etc/inv\u202egpj.exe' }]));
    expect(text).toMatchObject({ name: 'invgpj.exe.txt', state: 'stored' });
    expect((await open(text!.path)).headers.get('content-type')).toBe('text/plain');
  });

  test('is asked for again while its server stumbles', async () => {
    await start();
    const [file] = filesOn(await write([{ url: host.put('/late.pdf', { bytes: pdf(), first: [503, 429] }) }]));
    expect(file).toMatchObject({ name: 'late.pdf', state: 'stored' });
    expect(host.asked).toHaveLength(3);
  });

  test('needs no words beside it, and is gone from the card once it was answered', async () => {
    await start();
    const first = await write([{ url: host.put('/a.pdf', { bytes: pdf('1') }), name: 'a.pdf' }], '');
    expect(first.card).toMatchObject({ original: '' });
    const sandbox = sandboxClient(service.url);
    await sandbox.tap({ messageId: first.id, action: 'reply', person: 'lin', form: { text: 'Thank you' } });
    await until(async () => (await sandbox.outbound()).length === 1, 'the answer');
    const second = await write([{ url: host.put('/b.pdf', { bytes: pdf('2') }), name: 'b.pdf' }]);
    expect(filesOn(second).map(({ name }) => name)).toEqual(['b.pdf']);
    const details = await sandbox.tap({ messageId: first.id, action: 'details', person: 'lin' });
    expect(details.card!.history!.map(({ text }) => text).join('\n')).toContain('Attachments: a.pdf');
  });

  test('goes when its sender is erased, unless somebody else sent the same', async () => {
    await start();
    const url = host.put('/same.pdf', { bytes: pdf('same') });
    const photo = host.put('/p.jpg', { bytes: await phonePhoto() });
    const [picture] = filesOn(
      await write([
        { url: photo, name: 'p.jpg' },
        { url, name: 'same.pdf' },
      ]),
    );
    await push(service.url, {
      store: 'amazon-de',
      body: messageCreated({ buyer: 'jonas', text: 'Me too', attachments: [{ url, name: 'same.pdf' }] }),
    });
    await settledCard(1, 'Me too');
    const stored = () =>
      readdirSync(path.join(service.folder, 'files'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
        .length;
    expect(stored()).toBe(3);
    const erase = async (buyer: string) => {
      await eraseBuyer(service.desk, { storeId: 'amazon-de', buyerIds: [buyer], by: null });
      await service.settled();
    };
    await erase('katrin');
    expect(stored()).toBe(1);
    expect((await open(picture!.path)).status).toBe(404);
    await erase('jonas');
    expect(stored()).toBe(0);
    expect(await service.desk.db.read.attachment.count()).toBe(0);
    await until(
      async () => (await sandboxClient(service.url).cards()).every(({ card }) => !card!.attachments),
      'cards without files',
    );
  });

  test('that came by mail is taken out of the mail', async () => {
    const folder = await startMailShop();
    const mail = createTransport({ host: '127.0.0.1', port: folder.port, secure: false, ignoreTLS: true });
    await mail.sendMail({
      from: 'Jonas <jonas@customer.example>',
      to: 'support@seller.example',
      subject: 'Kaputt',
      text: 'Siehe Foto',
      attachments: [
        {
          filename: 'Foto von der Dose.png',
          content: await sharp(await phonePhoto())
            .png()
            .toBuffer(),
        },
        { filename: 'Rechnung.pdf', content: pdf('bill') },
        { filename: 'run.exe', content: Buffer.from(`MZ${'x'.repeat(200)}`) },
      ],
    });
    mail.close();
    const files = filesOn(await settledCard(3));
    expect(files).toMatchObject([
      { name: 'Foto von der Dose.jpg', kind: 'picture', state: 'stored' },
      { name: 'Rechnung.pdf', kind: 'file', state: 'stored' },
      { name: 'run.exe', state: 'broken' },
    ]);
    const bill = await open(files[1]!.path);
    expect(Buffer.from(await bill.arrayBuffer()).equals(pdf('bill'))).toBe(true);
  });

  async function startMailShop() {
    const { createServer } = await import('node:net');
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const { port } = probe.address() as { port: number };
    await new Promise((resolve) => probe.close(resolve));
    service = await startInside({
      env: { GENGFU_LANGUAGE: 'en', GENGFU_SMTP_PORT: String(port) },
      prepare: ({ desk }) =>
        desk.stores.add(
          {
            id: 'mail-de',
            platform: 'shopify',
            name: 'Teeladen',
            site: 'de',
            locale: 'de',
            zone: 'Europe/Berlin',
            settings: { sandbox: false, mail: { addresses: ['support@seller.example'] } },
          },
          desk.clock.now(),
        ),
    });
    return { port };
  }
});

describe('a link to a file', () => {
  test('that is forged, of something else, or old leads nowhere, and does not say why', async () => {
    await start({}, stoppedClock());
    const [file] = filesOn(await write([{ url: host.put('/a.pdf', { bytes: pdf() }), name: 'a.pdf' }]));
    const good = file!.path!;
    expect((await open(good)).status).toBe(200);
    const [id, view, until, mac] = good.slice('/files/'.length).split('.') as [string, string, string, string];
    const never = Number.MAX_SAFE_INTEGER.toString(36).slice(0, 10);
    const forged = [
      `${id}.${view}.${until}.${mac.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
      `${id}.t.${until}.${mac}`,
      `${id}.${view}.${never}.${mac}`,
      `${id.replace(/^./, (first) => (first === '0' ? '1' : '0'))}.${view}.${until}.${mac}`,
      'x',
    ];
    const answers = await Promise.all(
      forged.map(async (token) => [(await open(`/files/${token}`)).status, await (await open(`/files/${token}`)).text()]),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]![0]).toBe(404);
    service.clock.advance(7 * 86_400_000);
    expect((await open(good)).status).toBe(200);
    service.clock.advance(86_400_000);
    expect((await open(good)).status).toBe(404);
    expect(service.clock.now()).toBe(tuesdayMorning + 8 * 86_400_000);
  });
});

test('files can lie in a bucket', async () => {
  const bucket = await startS3Emulator();
  await start({
    GENGFU_FILES_S3_URL: bucket.url,
    GENGFU_FILES_S3_BUCKET: bucket.bucket,
    GENGFU_FILES_S3_KEY: bucket.key,
    GENGFU_FILES_S3_SECRET: bucket.secret,
    GENGFU_FILES_S3_REGION: bucket.region,
  });
  const [file] = filesOn(await write([{ url: host.put('/a.pdf', { bytes: pdf('in a bucket') }), name: 'a.pdf' }]));
  expect(bucket.objects.size).toBe(1);
  expect([...bucket.objects.values()][0]!.includes('in a bucket')).toBe(false);
  expect(Buffer.from(await (await open(file!.path)).arrayBuffer()).equals(pdf('in a bucket'))).toBe(true);
  await service.stop();
  await bucket.stop();
});
