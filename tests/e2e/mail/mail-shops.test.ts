import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoreSettings } from '../../../src/stores/store-record.ts';
import { startMailSink, type MailSink } from '../../emulators/mail-sink.ts';
import { signedPush, type SigningPlatform } from '../../timeline/platform-push.ts';
import { sandboxClient, type SandboxClient, type SandboxMessage } from '../../timeline/sandbox-client.ts';
import { startInside, type InsideService } from '../../timeline/start-inside.ts';
import { until } from '../../timeline/until.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('shops whose buyers write mail and whose platform pushes', () => {
  let sink: MailSink;
  let service: InsideService;
  let sandbox: SandboxClient;
  let smtpPort: number;

  beforeEach(async () => {
    sink = await startMailSink({ sender: 'support@seller.example' });
    smtpPort = await freePort();
    service = await startInside({ env: { GENGFU_SMTP_PORT: String(smtpPort) } });
    sandbox = sandboxClient(service.url);
    for (const platform of ['walmart', 'shopify', 'etsy'] as const) await addStore(platform);
  });
  afterEach(async () => {
    await service.stop();
    await sink.stop();
  });

  async function addStore(platform: SigningPlatform): Promise<void> {
    const settings: StoreSettings = {
      sandbox: false,
      push: { secret },
      mail: {
        smtpUrl: sink.smtpUrl,
        from: 'Acme Tea <support@seller.example>',
        authServId: 'mx.seller.example',
        addresses: [`${platform}@in.seller.example`],
      },
    };
    const place = { site: 'us', locale: 'en', zone: 'America/Los_Angeles' };
    await service.desk.stores.add({ id: `${platform}-us`, platform, name: 'Acme Tea', ...place, settings }, Date.now());
  }

  /** A fixture, written just now, through the built-in receiver. */
  async function deliver(platform: SigningPlatform, name: string, change = (raw: string) => raw): Promise<void> {
    const raw = readFileSync(`tests/fixtures/${platform}/${name}.eml`, 'utf8');
    const dated = raw.replace(/^Date: .*\r$/m, `Date: ${new Date(Date.now() - 1_000).toUTCString()}\r`);
    const client = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
    await client.sendMail({ envelope: { from: 'a@mail.example', to: `${platform}@in.seller.example` }, raw: change(dated) });
  }

  async function push(platform: SigningPlatform, name: string, topic = '', id = name): Promise<Response> {
    const body = readFileSync(`tests/fixtures/${platform}/${name}.json`, 'utf8');
    const target = `/in/${platform}/${platform}-us?v=1`;
    const headers = signedPush(platform, { secret, body, target, now: Date.now(), topic, id });
    return fetch(service.url + target, { method: 'POST', headers, body });
  }

  const cardShowing = (words: string): Promise<SandboxMessage> =>
    until(async () => (await sandbox.cards()).find(({ card }) => JSON.stringify(card).includes(words)), `a card with ${words}`);
  const ticketShowing = async (words: string): Promise<number> => (await cardShowing(words)).ticket!;
  const messagesOf = async (number: number) => {
    const { id } = await service.desk.db.read.ticket.findUniqueOrThrow({ where: { number } });
    return service.desk.db.read.message.findMany({ where: { ticketId: id } });
  };

  it('Walmart: two mails from two addresses are one ticket, and the answer goes to the newest address', async () => {
    await deliver('walmart', 'message');
    const ticket = await ticketShowing('The lid does not close');
    await deliver('walmart', 'message-again');
    expect(await ticketShowing('Any news? I wrote two hours ago.')).toBe(ticket);
    await deliver('walmart', 'phishing');
    expect(await ticketShowing('confirm your account')).not.toBe(ticket);

    await sandbox.say('wang', `/reply ${ticket} as-is A new lid is on its way.`);
    const sent = await until(() => sink.mails[0], 'the answer');
    expect(sent.to).toBe('pc-9A41D0E2B7C84F51A6E7700F19C2D3E4@relay.walmart.com');
    expect(await PostalMime.parse(sent.raw)).toMatchObject({
      from: { address: 'support@seller.example' },
      subject: 'Re: A customer has a question about an order',
      inReplyTo: '<20261120174500.2@relay.walmart.com>',
    });
    await until(() => service.desk.db.read.reply.findFirst({ where: { state: 'accepted' } }), 'a reply that was taken');

    await deliver('walmart', 'not-delivered');
    await until(() => service.desk.db.read.reply.findFirst({ where: { state: 'bounced' } }), 'the reply that came back');
  });

  it('Walmart pushes: what a person must see becomes a ticket of that order, the rest rings nobody', async () => {
    expect((await push('walmart', 'intent-to-cancel')).status).toBe(200);
    expect(await (await push('walmart', 'intent-to-cancel')).json()).toMatchObject({ ok: true, duplicate: true });
    for (const name of ['return-created', 'performance-alarm', 'po-created'])
      expect((await push('walmart', name)).status).toBe(200);
    const cancel = await cardShowing('买家要求取消订单');
    expect(JSON.stringify(cancel.card)).toMatch(/200011419023224.*CUSTOMER_CHANGED_MIND|CUSTOMER_CHANGED_MIND.*200011419023224/);
    await cardShowing('买家申请退货');
    await cardShowing('VALID_TRACKING_RATE');
    await service.settled();
    expect(await service.desk.db.read.ticket.count({ where: { storeId: 'walmart-us' } })).toBe(3);
    expect(await service.desk.db.read.inboxEvent.count({ where: { storeId: 'walmart-us', status: 'done' } })).toBe(4);
  });

  it('Shopify: the contact form is answered to the customer, whose answer stays in the ticket', async () => {
    await deliver('shopify', 'contact-form');
    await deliver('shopify', 'order-placed');
    const ticket = await ticketShowing('Where is my order #1001?');
    await sandbox.say('wang', `/reply ${ticket} as-is It left today.`);
    const sent = await until(() => sink.mails[0], 'the answer');
    expect(sent.to.toLowerCase()).toBe('jane@customer.example');
    const { messageId } = await PostalMime.parse(sent.raw);
    await until(() => service.desk.db.read.reply.findFirst({ where: { state: 'accepted' } }), 'a reply that was taken');
    await deliver('shopify', 'customer-direct', (raw) =>
      raw
        .replace('Omar Haddad <omar@', 'Jane Rivera <jane@')
        .replace(/^Subject: .*$/m, `Subject: Re: hello\r\nIn-Reply-To: ${messageId}`),
    );
    await until(async () => (await messagesOf(ticket)).length === 3, 'her answer in the ticket');
  });

  it('Shopify pushes: returns, disputes and what privacy laws ask for, each once under its topic', async () => {
    const pushes = [
      ['returns-request', 'returns/request', '买家申请退货'],
      ['disputes-create', 'disputes/create', '买家发起了争议'],
      ['customers-data-request', 'customers/data_request', '要求查看自己的数据'],
      ['customers-redact', 'customers/redact', '要求删除一位顾客的数据'],
      ['shop-redact', 'shop/redact', '要求删除它的全部数据'],
    ] as const;
    for (const [name, topic] of pushes) expect((await push('shopify', name, topic, 'same-event')).status).toBe(200);
    expect((await push('shopify', 'orders-create', 'orders/create')).status).toBe(200);
    expect(await (await push('shopify', 'shop-redact', 'shop/redact', 'same-event')).json()).toMatchObject({ duplicate: true });
    for (const [, , words] of pushes) await cardShowing(words);
    expect(JSON.stringify((await cardShowing('争议')).card), 'ids of 64 bits arrive whole').toContain('5324790137142001923');
    await cardShowing('jane@customer.example');
    await service.settled();
    expect(await service.desk.db.read.ticket.count({ where: { storeId: 'shopify-us' } })).toBe(5);
  });

  it('Etsy: an alert leads to Etsy; an answer is refused at once with the way that exists, and closing stops the clock', async () => {
    await deliver('etsy', 'help-request');
    const card = await cardShowing('I travel soon.');
    expect(JSON.stringify(card.card)).toContain('https://www.etsy.com/messages/1671839391');
    expect(card.card!.actions.map(({ action }) => action)).not.toContain('reply');
    const [refused] = (await sandbox.say('wang', `/reply ${card.ticket} Hello`)).slice(-1);
    expect(refused!.text).toMatch(/不能从这里回复.*Etsy.*关闭/);
    expect((await sandbox.tap({ messageId: card.id, action: 'reply', person: 'wang', form: { text: 'Hello' } })).toast).toContain(
      'Etsy',
    );
    expect(await service.desk.db.read.reply.count()).toBe(0);
    const running = await service.desk.db.read.ticket.findFirstOrThrow({ where: { number: card.ticket! } });
    expect(running.policyDueAt).not.toBeNull();
    await sandbox.say('wang', `/close ${card.ticket} answered`);
    const closed = await until(() => service.desk.db.read.ticket.findFirst({ where: { state: 'closed' } }), 'the closed ticket');
    expect(closed.policyDueAt).toBeNull();

    expect((await push('etsy', 'order-paid')).status).toBe(200);
    await deliver('etsy', 'customer-direct');
    const direct = await cardShowing('Do you engrave names?');
    await sandbox.say('wang', `/reply ${direct.ticket} as-is Yes, we do.`);
    expect((await until(() => sink.mails[0], 'the answer')).to).toBe('noor@customer.example');
  });

  it('nobody else pushes in a platform’s name', async () => {
    const body = readFileSync('tests/fixtures/walmart/po-created.json', 'utf8');
    const to = async (path: string, platform: SigningPlatform, key = secret) => {
      const headers = signedPush(platform, { secret: key, body, target: path, now: Date.now(), topic: 'orders/create', id: 'x' });
      return (await fetch(service.url + path, { method: 'POST', headers, body })).status;
    };
    expect(await to('/in/walmart/walmart-us', 'walmart', 'another secret')).toBe(401);
    expect(await to('/in/walmart/shopify-us', 'walmart')).toBe(404);
    expect(await to('/in/amazon/walmart-us', 'walmart')).toBe(404);
    expect(await to('/in/generic/walmart-us', 'etsy')).toBe(401);
    expect(await to('/in/walmart/walmart-us', 'walmart')).toBe(200);
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address();
      probe.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0));
    });
  });
}
