import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkImap } from '../../../adapters/mail/check-imap.ts';
import { createMailSender } from '../../../adapters/mail/send-mail.ts';
import type { MailSender } from '../../../adapters/mail/send-mail.ts';
import { createPlainMailbox } from '../../../adapters/marketplaces/mailbox/index.ts';
import { checkStoreMail } from '../../../src/cli/check-store-mail.ts';
import type { OutgoingReply } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { dovecotAvailable, startDovecot } from '../../emulators/dovecot.ts';
import type { Dovecot } from '../../emulators/dovecot.ts';
import { startMailSink } from '../../emulators/mail-sink.ts';
import type { MailSink } from '../../emulators/mail-sink.ts';

const seller = 'support@seller.example';
const now = Date.now();

if (!dovecotAvailable()) process.stderr.write('SKIPPED: dovecot is not installed, so no folder of sent mail was looked into\n');

describe.skipIf(!dovecotAvailable())('looking for a reply that may have left', () => {
  let filing: Dovecot;
  let bare: Dovecot;
  let sink: MailSink;
  let sender: MailSender;

  beforeAll(async () => {
    [filing, bare] = await Promise.all([startDovecot({ sentFolder: 'Gesendet' }), startDovecot()]);
    sink = await startMailSink({ sender: seller, onKept: (raw) => filing.fileSent(raw) });
    sender = createMailSender();
  });
  afterAll(async () => {
    sender.close();
    await Promise.all([filing.stop(), bare.stop(), sink.stop()]);
  });

  const outgoing = (id: string): OutgoingReply => ({
    id,
    text: 'Thanks!',
    ticket: 1001,
    buyer: { id: 'b1', name: 'B' },
    replyAddress: { to: 'b1@customer.example', subject: 'Tea' },
    references: [],
    now,
  });
  const store = (imapUrl: string | undefined): StoreRecord => ({
    id: 's1',
    platform: 'kaufland',
    name: 'Tea',
    site: 'de',
    locale: 'de',
    zone: 'Europe/Berlin',
    settings: { sandbox: false, mail: { imapUrl, smtpUrl: sink.smtpUrl, from: `Acme <${seller}>`, addresses: [] } },
  });
  const look = (id: string, { ago, imapUrl }: { ago: number; imapUrl?: string }) =>
    createPlainMailbox({ platform: 'kaufland', sender }).findReply!(outgoing(id), now - ago, store(imapUrl));

  it('is told beforehand to whoever checks a mailbox that keeps none', async () => {
    const say = (url: string) =>
      checkStoreMail(store(url), { imap: (address) => checkImap(address, 10_000), smtp: async () => {} });
    expect((await say(filing.url)).map(({ state }) => state)).toEqual(['ok', 'ok']);
    expect(await say(bare.url)).toMatchObject([
      { state: 'ok' },
      { state: 'note', words: expect.stringMatching(/Sent folder|已发送/) as string },
      { state: 'ok' },
    ]);
  });

  it('knows nothing from an empty folder, once copies have had time to be filed', async () => {
    const { url: imapUrl } = filing;
    await expect(look('r1', { ago: 1_000, imapUrl })).rejects.toMatchObject({ kind: 'temporary' });
    await expect(look('r1', { ago: 60_000, imapUrl })).rejects.toMatchObject({ kind: 'unknown' });
  });

  it('finds the reply by its Message-ID, and trusts that another one did not leave', async () => {
    const { url: imapUrl } = filing;
    const { externalId } = await createPlainMailbox({ platform: 'kaufland', sender }).reply(outgoing('r2'), store(imapUrl));
    expect(await look('r2', { ago: 0, imapUrl })).toEqual({ externalId });
    await expect(look('r3', { ago: 1_000, imapUrl })).rejects.toMatchObject({ kind: 'temporary' });
    expect(await look('r3', { ago: 60_000, imapUrl })).toBeNull();
  });

  it.each([
    ['without a folder of sent mail', () => bare.url],
    ['without a mailbox', () => undefined],
  ])('leaves it to a person %s', async (_, url) => {
    await expect(look('r2', { ago: 60_000, imapUrl: url() })).rejects.toMatchObject({ kind: 'unknown' });
  });

  it('looks again when the server cannot be asked', async () => {
    const imapUrl = 'imap://seller:secret@127.0.0.1:1/INBOX';
    const error = await look('r2', { ago: 60_000, imapUrl }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toMatchObject({ kind: 'unknown' });
  });
});
