import { readFileSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMailSender, type MailSender } from '../../../adapters/mail/send-mail.ts';
import { createAmazon } from '../../../adapters/marketplaces/amazon/index.ts';
import type { Marketplace, OutgoingReply, StoredEvent } from '../../../src/ports/marketplace.ts';
import type { BuyerMessage } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { bounceOf, startAmazonRelay, type AmazonRelay } from '../../emulators/amazon-relay.ts';

const relayAddress = '43vfy537czcw8nq+2a7e7298-a90a-4ad6-962c-77ccae27280a@marketplace.amazon.de';
const now = Date.parse('2026-11-20T12:00:00Z');

describe('answering an Amazon buyer', () => {
  let relay: AmazonRelay;
  let sender: MailSender;
  let amazon: Marketplace;

  beforeEach(async () => {
    relay = await startAmazonRelay({ approvedSenders: ['support@seller.example'] });
    sender = createMailSender({ connectTimeoutMs: 400, silenceTimeoutMs: 400 });
    amazon = createAmazon({ sender });
  });
  afterEach(async () => {
    sender.close();
    await relay.stop();
  });

  function store(mail: NonNullable<StoreRecord['settings']['mail']>): StoreRecord {
    return {
      id: 's1',
      platform: 'amazon',
      name: 'Haushalt24',
      site: 'de',
      locale: 'de',
      zone: 'Europe/Berlin',
      settings: { mail, sandbox: false },
    };
  }
  const approved = () => store({ smtpUrl: relay.smtpUrl, from: 'Acme 支持 <support@seller.example>', addresses: [] });

  async function received(): Promise<BuyerMessage> {
    const body = readFileSync(new URL('../../fixtures/amazon/message-de-pre.eml', import.meta.url));
    const [event] = await amazon.normalise(
      { source: 'mail', externalId: 'm1', receivedAt: now, body } satisfies StoredEvent,
      approved(),
    );
    if (event?.kind !== 'buyer_message') throw new Error('the fixture is a buyer message');
    return event;
  }

  async function replyTo(message: BuyerMessage, changes: Partial<OutgoingReply> = {}): Promise<OutgoingReply> {
    return {
      id: '019b7f40-1111-7000-8000-000000000001',
      text: 'Guten Tag,\n\nErsatz ist unterwegs. 谢谢',
      ticket: 1042,
      buyer: message.buyer,
      orderId: message.orderId,
      subject: message.subject,
      replyAddress: message.replyAddress,
      references: [message.externalId],
      now,
      ...changes,
    };
  }

  it('writes one plain mail to the complete relay address, in the thread, from the approved sender', async () => {
    const message = await received();
    const { externalId } = await amazon.reply(await replyTo(message), approved());
    expect(externalId).toBe('<reply-019b7f40-1111-7000-8000-000000000001@seller.example>');
    expect(relay.mails).toHaveLength(1);
    const [{ from, to, raw }] = relay.mails as [AmazonRelay['mails'][number]];
    expect({ from, to }).toEqual({ from: 'support@seller.example', to: relayAddress });
    const mail = await PostalMime.parse(raw);
    expect(mail).toMatchObject({
      from: { name: 'Acme 支持', address: 'support@seller.example' },
      to: [{ address: relayAddress }],
      subject: 'Re: Lieferung: Wo ist mein Paket? (Bestellung: 302-7654321-1234567)',
      messageId: externalId,
      inReplyTo: message.externalId,
      references: message.externalId,
      attachments: [],
    });
    expect(mail.html).toBeUndefined();
    expect(mail.text?.trim()).toBe('Guten Tag,\n\nErsatz ist unterwegs. 谢谢\n\n[commMgrTok:A1B2C3D4]');
    const names = mail.headers.map(({ key }) => key).sort();
    expect(names).toEqual(
      [
        'from',
        'to',
        'subject',
        'message-id',
        'in-reply-to',
        'references',
        'date',
        'mime-version',
        'content-type',
        'content-transfer-encoding',
      ].sort(),
    );
    expect(raw.toString('latin1')).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
    expect(raw.toString('latin1').toLowerCase()).not.toMatch(/gengfu|nodemailer/);
  });

  it('marks what a buyer who wants no mail must still know about an order, and only that', async () => {
    const message = await received();
    await amazon.reply(await replyTo(message, { optedOut: true }), approved());
    await amazon.reply(await replyTo(message, { id: 'other', optedOut: true, orderId: undefined }), approved());
    const subjects = await Promise.all(relay.mails.map(async ({ raw }) => (await PostalMime.parse(raw)).subject));
    expect(subjects).toEqual([
      '[Important] Re: Lieferung: Wo ist mein Paket? (Bestellung: 302-7654321-1234567)',
      'Re: Lieferung: Wo ist mein Paket? (Bestellung: 302-7654321-1234567)',
    ]);
  });

  it('sends the same mail under the same Message-ID when it is tried again', async () => {
    const message = await received();
    relay.behave('busy_after_data');
    await expect(amazon.reply(await replyTo(message), approved())).rejects.toMatchObject({ kind: 'temporary' });
    relay.behave('accept');
    const { externalId } = await amazon.reply(await replyTo(message), approved());
    expect(relay.mails.map(({ raw }) => /^Message-ID: (.*)\r$/m.exec(raw.toString())?.[1])).toEqual([externalId]);
  });

  it('lets no text of a stranger become a header or a recipient', async () => {
    const message = await received();
    const hostile = {
      ...message.replyAddress,
      subject: 'Hi\r\nBcc: victim@customer.example\r\n\r\nbody',
      messageId: '<a@b>\r\nX-Evil: 1',
    };
    await amazon.reply(await replyTo(message, { replyAddress: hostile, references: ['<x@y>\r\nX-Evil: 2'] }), approved());
    const [{ raw }] = relay.mails as [AmazonRelay['mails'][number]];
    const mail = await PostalMime.parse(raw);
    expect(mail.headers.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['bcc']));
    expect(raw.toString()).not.toMatch(/^(?:Bcc|X-Evil):/im);
    const twoRecipients = { ...message.replyAddress, to: `${relayAddress}, victim@customer.example` };
    await expect(amazon.reply(await replyTo(message, { replyAddress: twoRecipients }), approved())).rejects.toMatchObject({
      kind: 'permanent',
    });
    expect(relay.mails).toHaveLength(1);
  });

  it.each([
    ['busy', 'temporary'],
    ['hang_before_data', 'temporary'],
    ['drop_before_data', 'temporary'],
    ['busy_after_data', 'temporary'],
    ['refuse_after_data', 'permanent'],
    ['hang_after_data', 'unknown'],
    ['drop_after_data', 'unknown'],
  ] as const)('when the relay does "%s" the outcome is %s, and nothing is sent twice', async (behaviour, kind) => {
    relay.behave(behaviour);
    await expect(amazon.reply(await replyTo(await received()), approved())).rejects.toMatchObject({ name: 'ReplyError', kind });
    expect(relay.mails.length).toBe(kind === 'unknown' ? 1 : 0);
  });

  it('reports an unreachable server as temporary', async () => {
    await relay.stop();
    await expect(amazon.reply(await replyTo(await received()), approved())).rejects.toMatchObject({ kind: 'temporary' });
  });

  it('gives a reply from an unapproved sender back to the agent', async () => {
    const unapproved = store({ smtpUrl: relay.smtpUrl, from: 'other@seller.example', addresses: [] });
    await expect(amazon.reply(await replyTo(await received()), unapproved)).rejects.toMatchObject({ kind: 'permanent' });
  });

  it('cannot send without a server or a sender', async () => {
    await expect(amazon.reply(await replyTo(await received()), store({ addresses: [] }))).rejects.toMatchObject({
      kind: 'permanent',
    });
  });

  it('recognises the bounce of a mail that had been accepted', async () => {
    const message = await received();
    const { externalId } = await amazon.reply(await replyTo(message), approved());
    const body = Buffer.from(bounceOf(relay.mails[0]!, '550 5.7.1 attachment type not allowed'));
    const [report] = await amazon.normalise({ source: 'mail', externalId: 'b1', receivedAt: now, body }, approved());
    expect(report).toMatchObject({
      kind: 'delivery_report',
      state: 'bounced',
      replyIds: [externalId],
      thread: message.thread,
      reason: '550 5.7.1 attachment type not allowed',
    });
  });
});
