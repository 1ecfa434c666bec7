import { describe, expect, it } from 'vitest';
import { normalise as etsy } from '../../../adapters/marketplaces/etsy/normalise.ts';
import { normalise as shopify } from '../../../adapters/marketplaces/shopify/normalise.ts';
import { orderName } from '../../../adapters/marketplaces/shopify/order-name.ts';
import { normalise as walmart } from '../../../adapters/marketplaces/walmart/normalise.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { fixture, mailStore, stored } from './store.ts';

const readers = { walmart, shopify, etsy };

async function read(platform: keyof typeof readers, name: string): Promise<MarketplaceEvent> {
  const events = await readers[platform](fixture(name, platform), { ...mailStore(), platform });
  expect(events).toHaveLength(1);
  return events[0]!;
}
const notice = (topic: string, needsAttention: boolean, more = {}) => ({
  kind: 'platform_notice',
  topic,
  needsAttention,
  ...more,
});

describe('Walmart', () => {
  it('a buyer’s message: thread and buyer by the sales order, answer to the address of this very mail', async () => {
    expect(await read('walmart', 'message')).toMatchObject({
      kind: 'buyer_message',
      thread: 'order:200011419023224',
      buyer: { id: 'order:200011419023224', name: 'Jordan Ellis' },
      orderId: '200011419023224',
      items: [{ title: 'Stainless steel tea tin, 500 ml' }],
      text: 'The lid does not close. I would like a refund.\n\nJordan',
      replyAddress: {
        to: '3C93FAEC67834D5C9CFC023D2F0004BD@relay.walmart.com',
        messageId: '<20261120152000.1@relay.walmart.com>',
      },
      flags: undefined,
    });
  });

  it('the next one comes from another address, in HTML, and is the same conversation', async () => {
    expect(await read('walmart', 'message-again')).toMatchObject({
      thread: 'order:200011419023224',
      buyer: { id: 'order:200011419023224' },
      text: 'Any news? I wrote two hours ago.',
      replyAddress: { to: 'pc-9A41D0E2B7C84F51A6E7700F19C2D3E4@relay.walmart.com' },
    });
  });

  it.each([
    ['message', { kind: 'buyer_message' }],
    [
      'presale',
      { thread: 'relay:77aa0b1c2d3e4f5061728394a5b6c7d8@relay.walmart.com', text: 'Is the tin safe for a dishwasher?' },
    ],
    ['phishing', { thread: 'doubtful:order:200011419023224', flags: { suspectedPhishing: 'dkim=fail' } }],
    ['account-notice', notice('account_health', true)],
    ['newsletter', notice('walmart_mail', false)],
    ['not-delivered', { kind: 'delivery_report', state: 'bounced', thread: 'order:200011419023224' }],
  ])('%s', async (name, event) => {
    expect(await read('walmart', name)).toMatchObject(event);
  });
});

it('a service that signs for the platform is believed when the store says so, and named until then', async () => {
  const signed = stored(
    Buffer.from(fixture('message', 'walmart').body)
      .toString()
      .replace(/header\.d=[a-z.]+/g, 'header.d=em1.mailer.example'),
  );
  const [doubted] = await walmart(signed, mailStore());
  expect(doubted).toMatchObject({
    thread: 'doubtful:order:200011419023224',
    flags: { suspectedPhishing: expect.stringContaining('signed by em1.mailer.example') as string },
  });
  const [believed] = await walmart(signed, mailStore({ signers: ['mailer.example'] }));
  expect(believed).toMatchObject({ thread: 'order:200011419023224', flags: undefined });
});

describe('Shopify', () => {
  it('the contact form: the customer from Reply-To, the words alone, the order they name', async () => {
    expect(await read('shopify', 'contact-form')).toMatchObject({
      kind: 'buyer_message',
      thread: 'form:jane@customer.example',
      buyer: { id: 'jane@customer.example', name: 'Jane Rivera' },
      orderId: '#1001',
      text: 'Where is my order #1001?\n\nMessage: it should have come on Monday.',
      replyAddress: { to: 'Jane@customer.example' },
      flags: undefined,
    });
  });

  it('the form sent in the shop’s own name, in HTML, with fields of its own', async () => {
    expect(await read('shopify', 'contact-form-html')).toMatchObject({
      kind: 'buyer_message',
      buyer: { id: 'lena@customer.example', name: 'Lena Vogt' },
      orderId: '#DE1044',
      text: 'Die Dose ist verbeult.\nBitte Geld zurück.',
      replyAddress: { to: 'lena@customer.example' },
    });
  });

  it('a form from a stranger is a stranger’s mail, answered to the stranger', async () => {
    const form = Buffer.from(fixture('contact-form', 'shopify').body)
      .toString()
      .replace('mailer@shopify.com', 'x@attacker.example')
      .replace(/^Reply-To: .*\r\n/m, '');
    const [event] = await shopify(stored(form), mailStore());
    expect(event).not.toMatchObject({ buyer: { id: 'jane@customer.example' } });
  });

  it.each([
    ['customer-direct', { kind: 'buyer_message', orderId: '#1002', buyer: { id: 'omar@customer.example' } }],
    ['order-placed', notice('order_update', false, { orderId: '#1003' })],
    ['chargeback', notice('dispute', true, { orderId: '#1001' })],
    ['lookalike', { kind: 'buyer_message', flags: { suspectedPhishing: 'sender is not a Shopify address' } }],
  ])('%s', async (name, event) => {
    expect(await read('shopify', name)).toMatchObject(event);
  });

  it.each([
    ['where is #1001?', '#1001'],
    ['#de1044-eu, please', '#DE1044-EU'],
    ['colour #fff, #12, a&#1234; https://x.example/a#1234', undefined],
  ])('order in %j', (text, name) => {
    expect(orderName('', text)).toBe(name);
  });
});

describe('Etsy', () => {
  it('an alert with the buyer’s words: readable, with a link of our own making and no way back', async () => {
    const event = await read('etsy', 'help-request');
    expect(event).toMatchObject({
      kind: 'buyer_message',
      thread: 'conversation:1671839391',
      buyer: { name: 'Ashlee' },
      orderId: '4059129411',
      replyAddress: {},
      flags: { answerAt: 'https://www.etsy.com/messages/1671839391' },
    });
    const { text } = event as { text: string };
    expect(text).toContain('Note for seller: Hello,\nI have yet to receive order #4059129411.');
    expect(text).not.toMatch(/etsy\.com|Quick tip|<br|sent you a message/);
  });

  it('an alert without words or number is told by its subject and leads to the inbox', async () => {
    expect(await read('etsy', 'new-conversation')).toMatchObject({
      kind: 'buyer_message',
      thread: 'buyer:tealover42',
      buyer: { id: 'tealover42', name: 'TeaLover42' },
      text: 'Etsy Conversation with TeaLover42',
      replyAddress: {},
      flags: { answerAt: 'https://www.etsy.com/messages' },
    });
  });

  it.each([
    ['conversation-html', { thread: 'conversation:1671839391', buyer: { name: 'Ashlee' }, text: 'Did you get my note?' }],
    ['sale', notice('order_update', false, { orderId: '4059129411' })],
    ['case', notice('dispute', true, { orderId: '4059129411' })],
    ['customer-direct', { kind: 'buyer_message', replyAddress: { to: 'noor@customer.example' } }],
    [
      'phishing',
      {
        thread: 'doubtful:buyer:tealover42',
        flags: { suspectedPhishing: 'dkim=fail', answerAt: 'https://www.etsy.com/messages' },
      },
    ],
  ])('%s', async (name, event) => {
    expect(await read('etsy', name)).toMatchObject(event);
  });
});
