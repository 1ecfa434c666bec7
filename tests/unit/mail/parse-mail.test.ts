import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../adapters/mail/parse-mail.ts';
import { normalise as amazon } from '../../../adapters/marketplaces/amazon/normalise.ts';
import { normalise as plain } from '../../../adapters/marketplaces/mailbox/normalise.ts';
import { fixture, mailStore, stored } from './store.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
const nested = Array.from({ length: 200 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join('');
const from = 'From: <abc@marketplace.amazon.de>\r\n';

/** Mails that have brought parsers down, and the milliseconds one may take; other tests share the machine. */
const hostile: Record<string, Buffer> = {
  nothing: Buffer.alloc(0),
  'a line of 2 MB': latin(`${from}\r\n${'a'.repeat(2e6)}`),
  '25 MB of line feeds': latin(`${from}\r\n${'\n'.repeat(25e6)}`),
  'MIME nested 200 deep': latin(`${from}${nested}\r\nHi`),
  'elements nested 400,000 deep': latin(`${from}Content-Type: text/html\r\n\r\n${'<div>'.repeat(4e5)}`),
  'tables in tables': latin(`${from}Content-Type: text/html\r\n\r\n${'<table><tr><td>'.repeat(2e5)}`),
  'a million NULs': latin(`${from}Subject: a\0b\r\n\r\n${'\0'.repeat(1e6)}`),
  'a header of 2 MB': latin(`${from}Subject: ${'a'.repeat(2e6)}\r\n\r\nHi`),
  '200,000 headers': latin(`${from}${'X: y\r\n'.repeat(2e5)}\r\nHi`),
  '100,000 senders': latin(`From: ${'a@b,'.repeat(1e5)}\r\n\r\nHi`),
  '20,000 attachments': latin(
    `${from}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: image/png; name=a\r\n\r\nx\r\n'.repeat(2e4)}`,
  ),
  'an unknown charset': latin(`${from}Content-Type: text/plain; charset=klingon\r\n\r\n\xff\xfe\xe9`),
  'text that is not in its charset': latin(`${from}Content-Type: text/plain; charset=utf-8\r\n\r\n\xff\xfe\xe9`),
  'quotes without end': latin(`${from}\r\n${'On a b wrote\n'.repeat(5_000)}`),
};

describe('any bytes are taken', () => {
  it.each(Object.keys(hostile))('%s', async (name) => {
    const event = stored(hostile[name]!);
    const began = performance.now();
    const events = [...(await amazon(event, mailStore())), ...(await plain(event, mailStore()))];
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(events).toHaveLength(2);
    expect(JSON.stringify(events)).not.toContain('\\u0000');
  });

  it('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), async (bytes) => {
        expect((await amazon(stored(bytes), mailStore())).length).toBeGreaterThan(0);
        expect((await plain(stored(bytes), mailStore())).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('real mails, cut anywhere and with bytes exchanged', async () => {
    const names = ['message-de-pre', 'message-jp-iso2022', 'bounce-dsn', 'answer-to-reply', 'confirmation-seller-central'];
    const changes = fc.array(fc.tuple(fc.nat(3_000), fc.nat(255)), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(3_000), changes, async (name, end, exchanged) => {
        const bytes = Buffer.from(fixture(name).body).subarray(0, end);
        for (const [at, byte] of exchanged) if (at < bytes.length) bytes[at] = byte;
        expect((await amazon(stored(bytes), mailStore())).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('says what was wrong and shows the words all the same', async () => {
    const [message] = await amazon(stored(latin(`${from}Subject: Help\r\n${nested}\r\nThe lid is bent`)), mailStore());
    expect(message).toMatchObject({ kind: 'buyer_message', flags: { unparsed: expect.stringContaining('nesting') as string } });
    expect(message?.kind === 'buyer_message' && message.text).toContain('The lid is bent');
  });

  it('a mail without a sender is shown raw', async () => {
    const [message] = await plain(stored('Subject: ?\r\n\r\nHello'), mailStore());
    expect(message).toMatchObject({ kind: 'buyer_message', text: 'Subject: ?\r\n\r\nHello', flags: { unparsed: 'no sender' } });
  });
});

describe('a parsed mail', () => {
  it('has decoded headers and plain addresses', async () => {
    const mail = await parseMail(
      latin(
        'From: =?GB2312?B?zfXQocP3?= <Wang@Customer.example>\r\nTo: a@b.example, "C, D" <c@d.example>\r\n' +
          'Subject: =?UTF-8?Q?Wo_ist_mein?=\r\n =?UTF-8?Q?_Paket=3F?=\r\nReferences: <1@x>\r\n <2@x> <1@x>\r\nX-A: 1\r\nx-a: 2\r\n\r\nHi',
      ),
    );
    expect(mail).toMatchObject({
      from: { name: '王小明', address: 'Wang@Customer.example' },
      to: [{ address: 'a@b.example' }, { name: 'C, D', address: 'c@d.example' }],
      subject: 'Wo ist mein Paket?',
      references: ['<1@x>', '<2@x>'],
      damage: null,
    });
    expect(mail.headers.get('x-a')).toEqual(['1', '2']);
  });

  it('keeps an attached mail out of what its sender says', async () => {
    const mail = await parseMail(
      latin(
        `${from}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee below\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n` +
          'From: other@x.example\r\n\r\ninner words\r\n--b--',
      ),
    );
    expect(mail.text).not.toContain('inner words');
    expect(mail.attachments).toMatchObject([{ type: 'message/rfc822' }]);
  });
});
