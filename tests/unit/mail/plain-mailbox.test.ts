import { describe, expect, it } from 'vitest';
import { stripQuotedText } from '../../../adapters/mail/strip-quoted-text.ts';
import { normalise } from '../../../adapters/marketplaces/mailbox/normalise.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import { mailStore, stored } from './store.ts';

const read = async (headers: string, body = 'Where is my parcel?'): Promise<MarketplaceEvent> => {
  const events = await normalise(stored(`Date: Fri, 20 Nov 2026 10:00:00 +0000\r\n${headers}\r\n\r\n${body}`), mailStore());
  expect(events).toHaveLength(1);
  return events[0]!;
};
const jane = 'From: "Jane Doe" <Jane@Customer.example>';

describe('a buyer’s mail', () => {
  it('gives thread, buyer and the way back', async () => {
    expect(await read(`${jane}\r\nSubject: Re:  My  ORDER\r\nMessage-ID: <m1@customer.example>`)).toMatchObject({
      kind: 'buyer_message',
      externalId: '<m1@customer.example>',
      thread: 'mail:jane@customer.example:my order',
      buyer: { id: 'jane@customer.example', name: 'Jane Doe' },
      text: 'Where is my parcel?',
      replyAddress: { to: 'Jane@Customer.example', messageId: '<m1@customer.example>' },
    });
  });

  it('joins an answer in another language’s prefix, and names the reply it answers', async () => {
    const answer = await read(
      `${jane}\r\nSubject: AW: My order\r\nMessage-ID: <m2@customer.example>\r\nIn-Reply-To: <reply-1@seller.example>\r\nReferences: <m1@customer.example> <reply-1@seller.example>`,
      'Thank you.\r\n\r\nOn Fri, Nov 20, 2026 at 10:00 AM Acme <support@seller.example> wrote:\r\n> It is on its way.',
    );
    expect(answer).toMatchObject({
      thread: 'mail:jane@customer.example:my order',
      inReplyTo: ['<reply-1@seller.example>', '<m1@customer.example>'],
      text: 'Thank you.',
    });
  });

  it('through a contact form is answered to the person, not the form', async () => {
    const form =
      'From: Shop <form@shop.example>\r\nReply-To: Jane <jane@customer.example>\r\nAuto-Submitted: auto-generated\r\nSubject: Contact';
    expect(await read(form)).toMatchObject({ kind: 'buyer_message', buyer: { id: 'jane@customer.example', name: 'Jane' } });
  });
});

describe('machines are not answered', () => {
  it.each([
    ['Auto-Submitted: auto-replied'],
    ['Auto-Submitted: auto-generated'],
    ['Precedence: bulk'],
    ['List-Id: <news.customer.example>'],
    ['X-Autoreply: yes'],
  ])('%s', async (header) => {
    expect(await read(`${jane}\r\n${header}\r\nSubject: x`)).toMatchObject({
      kind: 'platform_notice',
      topic: 'automatic_mail',
      needsAttention: false,
    });
  });

  it('nor are we ourselves', async () => {
    expect(await read('From: Acme <SUPPORT@seller.example>\r\nSubject: x')).toMatchObject({
      kind: 'platform_notice',
      topic: 'own_mail',
    });
  });

  it('"Auto-Submitted: no" is a person', async () => {
    expect(await read(`${jane}\r\nAuto-Submitted: no\r\nSubject: x`)).toMatchObject({ kind: 'buyer_message' });
  });
});

describe('bounces', () => {
  it('in words, with our id quoted', async () => {
    const words = 'Your message could not be delivered.\r\n> Message-ID: <reply-7@seller.example>';
    expect(await read('From: Postmaster <postmaster@customer.example>\r\nSubject: Undelivered Mail', words)).toMatchObject({
      kind: 'delivery_report',
      state: 'bounced',
      replyIds: ['<reply-7@seller.example>'],
    });
  });

  it('of nothing we know are shown to somebody', async () => {
    expect(await read('From: MAILER-DAEMON@customer.example\r\nSubject: Undelivered Mail', 'Sorry.')).toMatchObject({
      kind: 'platform_notice',
      topic: 'undeliverable',
      needsAttention: true,
    });
  });
});

describe('quoted text', () => {
  it.each([
    ['Danke!\n\nAm 20.11.2026 um 10:00 schrieb Acme <support@seller.example>:\n> Hallo', 'Danke!'],
    ['谢谢\n\n------------------ 原始邮件 ------------------\n发件人: "Acme"', '谢谢'],
    ['Dziękuję\n\npt., 20 lis 2026 o 10:00 Acme <support@seller.example> napisał(a):\n> Dzień dobry', 'Dziękuję'],
    ['ありがとう\n\n2026年11月20日(金) 10:00 Acme <support@seller.example>:\n> こんにちは', 'ありがとう'],
    ['No quote at all.\n\nSecond paragraph.', 'No quote at all.\n\nSecond paragraph.'],
  ])('%j', (text, own) => {
    expect(stripQuotedText(text)).toBe(own);
  });

  it('loses no word of a very long line or text', () => {
    const line = 'word '.repeat(1_000).trim();
    expect(stripQuotedText(`${line}\nend`)).toBe(`${line}\nend`);
    const text = 'a line\n'.repeat(20_000).trim();
    expect(stripQuotedText(text)).toBe(text);
  });

  it('shortens a gap of empty lines, which would hold the parser for seconds', () => {
    expect(stripQuotedText(`above\n${' \n'.repeat(15_000)}below`)).toMatch(/^above\n\s{20,60}below$/);
  });

  it('shows a mail that is nothing but quotation', () => {
    expect(stripQuotedText('> only this')).toBe('> only this');
  });
});
