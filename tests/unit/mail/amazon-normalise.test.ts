import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../adapters/marketplaces/amazon/normalise.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { fixture, mailStore, receivedAt, stored } from './store.ts';

const read = async (name: string): Promise<MarketplaceEvent[]> => normalise(fixture(name), mailStore());
const reply1 = '<reply-019b7f40-1111-7000-8000-000000000001@seller.example>';

describe('buyer messages', () => {
  it('German, with case: the only <pre>, order, item, token, complete address', async () => {
    expect(await read('message-de-pre')).toEqual([
      {
        kind: 'buyer_message',
        externalId: '<0102019b7f3c1111-aaaa-000000@eu-west-1.amazonses.com>',
        thread: 'case:2a7e7298-a90a-4ad6-962c-77ccae27280a',
        buyer: { id: '43vfy537czcw8nq@marketplace.amazon.de', name: 'Erika M' },
        orderId: '302-7654321-1234567',
        items: [{ id: 'B0TESTASIN', title: 'Edelstahl Trinkflasche 750 ml' }],
        subject: 'Lieferung: Wo ist mein Paket? (Bestellung: 302-7654321-1234567)',
        text: 'Hallo, die Sendung ist seit 6 Tagen nicht bewegt worden.\nGeld zurück?',
        sentAt: Date.parse('2026-11-20T09:15:00Z'),
        replyAddress: {
          to: '43vfy537czcw8nq+2a7e7298-a90a-4ad6-962c-77ccae27280a@marketplace.amazon.de',
          subject: 'Lieferung: Wo ist mein Paket? (Bestellung: 302-7654321-1234567)',
          messageId: '<0102019b7f3c1111-aaaa-000000@eu-west-1.amazonses.com>',
          commMgrTok: 'A1B2C3D4',
        },
        flags: undefined,
      },
    ]);
  });

  it('English, plain text: between the delimiters, a signature and all, two items, thread by order', async () => {
    expect(await read('message-en-delimiters')).toMatchObject([
      {
        kind: 'buyer_message',
        thread: 'order:9k2lmx0p1q2r3s4@marketplace.amazon.co.uk:203-1111111-2222222',
        items: [
          { id: 'B0TEATIN01', title: 'Tea tin 500 ml' },
          { id: 'B0SPOON002', title: 'Tea spoon, steel' },
        ],
        text: "The lid does not close - it's bent.\n\n-- Jane",
      },
    ]);
  });

  it('Japanese in ISO-2022-JP', async () => {
    expect(await read('message-jp-iso2022')).toMatchObject([
      {
        buyer: { name: '山田太郎' },
        orderId: '503-3333333-4444444',
        subject: '商品に関するお問い合わせ (注文: 503-3333333-4444444)',
        text: '商品が壊れていました。返金してください。\nよろしくお願いします。',
      },
    ]);
  });

  it('Portuguese pre-sale question: no order, thread by buyer', async () => {
    const [message] = await read('presale-pt');
    expect(message).toMatchObject({
      thread: 'buyer:k3j4h5g6f7d8s9a@marketplace.amazon.com.br',
      items: [{ id: 'B0GARRAFA1', title: 'Garrafa térmica' }],
      text: 'Boa tarde, a tampa é de aço?',
    });
    expect(message).not.toHaveProperty('orderId');
  });

  it('a contact through Amazon customer service: reason and details', async () => {
    expect(await read('customer-service-contact')).toMatchObject([
      {
        kind: 'buyer_message',
        orderId: '112-5555555-6666666',
        items: [{ title: 'Tea tin 500 ml' }],
        text: "Where's my stuff\n\nTracking has not moved for a week.\nCustomer wants to know when it arrives.",
      },
    ]);
  });

  it('an answer to one of our replies names it, and lists its attachment', async () => {
    expect(await read('answer-to-reply')).toMatchObject([
      {
        inReplyTo: [reply1],
        text: 'Danke! Hier ein Foto.',
        attachments: [{ name: 'dose.jpg', type: 'image/jpeg', size: 57, from: { part: 0 } }],
      },
    ]);
  });

  it('an older mail: no type in its headers, a hyphen in the address, Amazon’s suffix on the name, no frame', async () => {
    expect(await read('hyphen-local-part')).toMatchObject([
      {
        kind: 'buyer_message',
        thread: 'order:buyer-email@marketplace.amazon.com.br:701-1234567-7654321',
        buyer: { id: 'buyer-email@marketplace.amazon.com.br', name: 'Ana Souza' },
        text: 'Quando chega?',
        replyAddress: { to: 'buyer-email@marketplace.amazon.com.br', commMgrTok: undefined },
      },
    ]);
  });

  it('with a case in the address, the case alone names the thread', async () => {
    const raw = fixture('answer-to-reply').body;
    const cased = Buffer.from(raw)
      .toString()
      .replace('43vfy537czcw8nq@', '43vfy537czcw8nq+2A7E7298-a90a-4ad6-962c-77ccae27280a@');
    const [message] = await normalise(stored(cased), mailStore());
    expect(message).toMatchObject({ thread: 'case:2a7e7298-a90a-4ad6-962c-77ccae27280a' });
    expect(message).not.toHaveProperty('inReplyTo');
  });

  it('the clock starts at the Date header, unless that cannot be true', async () => {
    const dated = (date: string) => `From: <abc@marketplace.amazon.de>\r\nDate: ${date}\r\nSubject: x\r\n\r\nHi`;
    const at = async (date: string) => (await normalise(stored(dated(date)), mailStore()))[0];
    expect(await at('Fri, 20 Nov 2026 20:00:00 +0100')).toMatchObject({ sentAt: Date.parse('2026-11-20T19:00:00Z') });
    expect(await at('Fri, 20 Nov 2099 20:00:00 +0100')).toMatchObject({ sentAt: receivedAt });
    expect(await at('Thu, 01 Jan 1970 00:00:00 +0000')).toMatchObject({ sentAt: receivedAt });
    expect(await at('yesterday')).toMatchObject({ sentAt: receivedAt });
  });
});

describe('what the seller and the mail systems say', () => {
  it('an answer typed in Seller Central is the seller’s message', async () => {
    expect(await read('confirmation-seller-central')).toEqual([
      {
        kind: 'seller_message',
        externalId: '<0100019b7f3c6666-ffff-000000@us-east-1.amazonses.com>',
        thread: 'order:43vfy537czcw8nq@marketplace.amazon.de:302-7654321-1234567',
        buyerId: '43vfy537czcw8nq@marketplace.amazon.de',
        orderId: '302-7654321-1234567',
        text: 'Guten Tag, wir senden Ihnen heute Ersatz.',
        sentAt: Date.parse('2026-11-20T14:00:00Z'),
      },
    ]);
  });

  it('a copy that quotes our Message-ID confirms our reply as well', async () => {
    expect(await read('confirmation-own-reply')).toMatchObject([
      { kind: 'delivery_report', state: 'confirmed', replyIds: [reply1] },
      { kind: 'seller_message', inReplyTo: [reply1], text: 'Es tut uns leid. Ersatz ist unterwegs.' },
    ]);
  });

  it.each([
    [
      'bounce-dsn',
      {
        kind: 'delivery_report',
        state: 'bounced',
        replyIds: [reply1],
        thread: 'case:2a7e7298-a90a-4ad6-962c-77ccae27280a',
        reason: '550 5.7.1 sender is not an approved sender for this account',
      },
    ],
    ['bounce-delayed', { kind: 'platform_notice', topic: 'delivery_delayed', needsAttention: false }],
    [
      'bounce-words',
      {
        kind: 'delivery_report',
        state: 'bounced',
        replyIds: ['<reply-019b7f40-2222-7000-8000-000000000002@seller.example>'],
        thread: 'buyer:9k2lmx0p1q2r3s4@marketplace.amazon.co.uk',
      },
    ],
    [
      'opt-out',
      {
        kind: 'delivery_report',
        state: 'opted_out',
        replyIds: [],
        thread: 'order:9k2lmx0p1q2r3s4@marketplace.amazon.co.uk:203-1111111-2222222',
      },
    ],
    ['automatic-reply', { kind: 'platform_notice', topic: 'automatic_reply', needsAttention: false }],
  ])('%s', async (name, event) => {
    expect(await read(name)).toMatchObject([event]);
  });
});

describe('notices', () => {
  const amazonMail = (headers: string) =>
    normalise(
      stored(`From: Amazon <donotreply@amazon.com>\r\n${headers}\r\nSubject: x\r\n\r\nHi`),
      mailStore({ authServId: undefined }),
    );

  it('a type nobody described is shown to somebody under its own name', async () => {
    expect(await amazonMail('X-Space-Notification-Type: NEW_KIND_OF-CLAIM')).toMatchObject([
      { topic: 'new_kind_of_claim', needsAttention: true },
    ]);
  });

  it.each(['auto-confirm', 'order-update', 'payments-messages', 'donotreply', 'no-reply'])('%s rings nobody', async (local) => {
    const raw = `From: Amazon <${local}@amazon.co.jp>\r\nSubject: x\r\n\r\nHi`;
    expect(await normalise(stored(raw), mailStore({ authServId: undefined }))).toMatchObject([
      { kind: 'platform_notice', needsAttention: false },
    ]);
  });

  it('a buyer’s message that comes from elsewhere is answered where it says', async () => {
    const [message] = await amazonMail(
      'X-Space-Notification-Type: BBC_MESSAGE_SENT_TO_MERCHANT\r\nReply-To: abc@marketplace.amazon.com',
    );
    expect(message).toMatchObject({ kind: 'buyer_message', replyAddress: { to: 'abc@marketplace.amazon.com' } });
  });

  it.each([
    ['return-request', { topic: 'return_request', needsAttention: true, orderId: '302-7654321-1234567' }],
    ['cancellation-request', { topic: 'cancellation_request', needsAttention: true, orderId: '302-7654321-1234567' }],
    ['account-update', { topic: 'account_health', needsAttention: true }],
    ['performance-notice', { topic: 'account_health', needsAttention: true }],
    ['claim-notice', { topic: 'a_to_z_claim', needsAttention: true, orderId: '112-5555555-6666666' }],
    ['community-question', { topic: 'product_question', needsAttention: true }],
    ['newsletter', { topic: 'amazon_mail', needsAttention: false }],
  ])('%s', async (name, notice) => {
    expect(await read(name)).toMatchObject([{ kind: 'platform_notice', ...notice }]);
  });
});

describe('doubtful senders are flagged and never dropped', () => {
  it('a relayed message whose signature failed, whatever a forged verdict says; it joins no other conversation', async () => {
    expect(await read('phishing-relay')).toMatchObject([
      {
        kind: 'buyer_message',
        thread: expect.stringMatching(/^doubtful:/) as string,
        flags: { suspectedPhishing: 'dkim=fail' },
      },
    ]);
    const answer = Buffer.from(fixture('answer-to-reply').body).toString().replaceAll('dkim=pass', 'dkim=fail');
    const [event] = await normalise(stored(answer), mailStore());
    expect(event).toMatchObject({ kind: 'buyer_message', thread: expect.stringMatching(/^doubtful:/) as string });
    expect(event).not.toHaveProperty('inReplyTo');
  });

  it('a forged performance notice', async () => {
    expect(await read('phishing-performance')).toMatchObject([
      { kind: 'platform_notice', topic: 'suspected_phishing', needsAttention: true, subject: 'Verify your account now' },
    ]);
  });

  it('a forged confirmation, which would stop the clock', async () => {
    const forged = Buffer.from(fixture('confirmation-own-reply').body).toString().replaceAll('dkim=pass', 'dkim=fail');
    expect(await normalise(stored(forged), mailStore())).toMatchObject([
      { kind: 'platform_notice', topic: 'suspected_phishing' },
    ]);
  });

  it('a stranger who looks like Amazon', async () => {
    expect(await read('stranger-lookalike')).toMatchObject([
      { kind: 'buyer_message', flags: { suspectedPhishing: 'sender is not an Amazon address' } },
    ]);
  });

  it('several From fields', async () => {
    const two = 'From: <abc@marketplace.amazon.de>\r\nFrom: <evil@attacker.example>\r\nSubject: x\r\n\r\nHi';
    expect(await normalise(stored(two), mailStore())).toMatchObject([{ flags: { suspectedPhishing: 'several senders' } }]);
  });

  it('nobody is doubted when the settings trust no host', async () => {
    const [message] = await normalise(fixture('phishing-relay'), mailStore({ authServId: undefined }));
    expect(message).toMatchObject({ kind: 'buyer_message', flags: undefined });
  });
});

it('a stranger who wrote directly is answered directly (GB2312)', async () => {
  expect(await read('stranger-gb2312')).toMatchObject([
    {
      kind: 'buyer_message',
      buyer: { id: 'wang@customer.example', name: '王小明' },
      subject: '茶叶罐的问题',
      text: '您好，\n我收到的茶叶罐盖子盖不上，请退款。',
      replyAddress: { to: 'wang@customer.example' },
    },
  ]);
});

it('every fixture gives events, and the same ones each time', async () => {
  const names = readdirSync(new URL('../../fixtures/amazon/', import.meta.url)).map((file) => file.replace('.eml', ''));
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) {
    const events = await read(name);
    expect(events.length).toBeGreaterThan(0);
    expect(await read(name)).toEqual(events);
  }
});
