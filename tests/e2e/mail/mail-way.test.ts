import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { bounceOf, startAmazonRelay, type AmazonRelay } from '../../emulators/amazon-relay.ts';
import { dovecotAvailable, startDovecot, type Dovecot } from '../../emulators/dovecot.ts';
import { sandboxClient, type SandboxClient, type SandboxMessage } from '../../timeline/sandbox-client.ts';
import { startInside, type InsideService } from '../../timeline/start-inside.ts';
import { until } from '../../timeline/until.ts';

if (!dovecotAvailable())
  process.stderr.write('SKIPPED: dovecot is not installed, so the way of a mail through the product was not tried\n');

describe.skipIf(!dovecotAvailable())('the way of a mail through the product', () => {
  let imap: Dovecot;
  let relay: AmazonRelay;
  let service: InsideService;
  let sandbox: SandboxClient;
  let smtpPort: number;

  beforeEach(async () => {
    imap = await startDovecot();
    relay = await startAmazonRelay({ approvedSenders: ['support@seller.example'] });
    smtpPort = await freePort();
    service = await startInside({ env: { GENGFU_SMTP_PORT: String(smtpPort) } });
    sandbox = sandboxClient(service.url);
    await service.desk.stores.add(store(), Date.now());
  });
  afterEach(async () => {
    await service.stop();
    await relay.stop();
    await imap.stop();
  });

  function store(): StoreRecord {
    return {
      id: 'amazon-mail',
      platform: 'amazon',
      name: 'Haushalt24',
      site: 'de',
      locale: 'de',
      zone: 'Europe/Berlin',
      settings: {
        sandbox: false,
        mail: {
          imapUrl: imap.url,
          smtpUrl: relay.smtpUrl,
          from: 'Acme Support <support@seller.example>',
          authServId: 'mx.seller.example',
          addresses: ['support@seller.example'],
        },
      },
    };
  }

  /** A fixture, written so many seconds ago. */
  function written(name: string, secondsAgo: number): string {
    const raw = readFileSync(new URL(`../../fixtures/amazon/${name}.eml`, import.meta.url), 'utf8');
    return raw.replace(/^Date: .*\r$/m, `Date: ${new Date(Date.now() - secondsAgo * 1_000).toUTCString()}\r`);
  }

  const cardShowing = (words: string): Promise<SandboxMessage> =>
    until(async () => (await sandbox.cards()).find(({ card }) => JSON.stringify(card).includes(words)), `a card with ${words}`);
  const replyState = async (state: string) =>
    until(() => service.desk.db.read.reply.findFirst({ where: { state } }), `a reply that is ${state}`);

  it('from the inbox to the card, from the card to the relay, and back when it bounces', async () => {
    await imap.deliver(written('message-de-pre', 60));
    const card = await cardShowing('Hallo, die Sendung ist seit 6 Tagen nicht bewegt worden.');
    await sandbox.tap({
      messageId: card.id,
      action: 'reply',
      person: 'wang',
      form: { text: '很抱歉，我们马上为您补发一个新的。' },
    });
    const sent = await until(() => relay.mails[0], 'a mail at the relay');
    expect(await PostalMime.parse(sent.raw)).toMatchObject({
      to: [{ address: '43vfy537czcw8nq+2a7e7298-a90a-4ad6-962c-77ccae27280a@marketplace.amazon.de' }],
      subject: 'Re: Lieferung: Wo ist mein Paket? (Bestellung: 302-7654321-1234567)',
      inReplyTo: '<0102019b7f3c1111-aaaa-000000@eu-west-1.amazonses.com>',
    });
    await replyState('accepted');
    await imap.deliver(bounceOf(sent, '550 5.7.1 refused by the relay'));
    const bounced = await replyState('bounced');
    expect(bounced.error).toContain('refused by the relay');
  });

  it('an answer to a buyer who wants no mail comes back, and the next one about the order says that it matters', async () => {
    await imap.deliver(written('message-de-pre', 60));
    const { ticket } = await cardShowing('Hallo, die Sendung ist seit 6 Tagen nicht bewegt worden.');
    await sandbox.say('wang', `/reply ${ticket} as-is Ersatz ist unterwegs.`);
    const sent = await until(() => relay.mails[0], 'a mail at the relay');
    await replyState('accepted');
    const { messageId } = await PostalMime.parse(sent.raw);
    await imap.deliver(written('opt-out', 5).replace(/^Subject: /m, `In-Reply-To: ${messageId}\r\nSubject: `));
    await replyState('opted_out');
    await sandbox.say('wang', `/reply ${ticket} as-is Bitte bestätigen Sie Ihre Anschrift.`);
    const marked = await until(() => relay.mails[1], 'a second mail at the relay');
    expect((await PostalMime.parse(marked.raw)).subject).toMatch(/^\[Important\] Re: Lieferung/);
  });

  it('an answer typed in Seller Central stops the clock', async () => {
    await imap.deliver(written('message-de-pre', 60));
    await cardShowing('Hallo, die Sendung');
    await imap.deliver(written('confirmation-seller-central', 5));
    const ticket = await until(
      () => service.desk.db.read.ticket.findFirst({ where: { state: 'waiting' } }),
      'a ticket that waits for the buyer',
    );
    expect(ticket.unansweredSince).toBeNull();
  });

  it('the same mail by IMAP and by SMTP is one message', async () => {
    const raw = written('message-en-delimiters', 60);
    const client = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
    await Promise.all([
      imap.deliver(raw),
      client.sendMail({ envelope: { from: 'a@eu-west-1.amazonses.com', to: 'support+acme@seller.example' }, raw }),
    ]);
    await cardShowing('The lid does not close');
    await imap.deliver(written('presale-pt', 30));
    await cardShowing('a tampa é de aço');
    expect(await service.desk.db.read.message.count({ where: { storeId: 'amazon-mail' } })).toBe(2);
    expect(await service.desk.db.read.inboxEvent.count({ where: { storeId: 'amazon-mail' } })).toBe(2);
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
