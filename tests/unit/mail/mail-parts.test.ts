import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../../adapters/mail/backoff.ts';
import { identifyMail } from '../../../adapters/mail/identify-mail.ts';
import { parseImapUrl } from '../../../adapters/mail/imap-url.ts';
import { matchRecipient } from '../../../adapters/mail/match-recipient.ts';
import { replyMessageId } from '../../../adapters/mail/reply-message-id.ts';
import { replySubject } from '../../../adapters/mail/reply-subject.ts';
import { toReplyError } from '../../../adapters/mail/to-reply-error.ts';
import { undeliverable } from '../../../adapters/mail/undeliverable.ts';

describe('IMAP addresses', () => {
  it('takes ports and names from the address, or the usual ones', () => {
    expect(parseImapUrl('imaps://a%40b.example:p%2Fw@mail.example')).toEqual({
      host: 'mail.example',
      port: 993,
      secure: true,
      user: 'a@b.example',
      password: 'p/w',
      path: 'INBOX',
    });
    expect(parseImapUrl('imap://u:p@[::1]:1143/Buyers/Amazon')).toMatchObject({
      host: '::1',
      port: 1143,
      secure: false,
      path: 'Buyers/Amazon',
    });
  });

  it.each(['', 'mail.example', 'http://u:hunter2@mail.example', 'imap://'])('refuses %s without repeating it', (url) => {
    expect(() => parseImapUrl(url)).toThrow(
      expect.objectContaining({ code: 'invalid_input', message: expect.not.stringContaining('hunter2') as string }) as Error,
    );
  });
});

it('waits longer each time, up to a limit, never less than half of it', () => {
  const wait = (attempt: number, random: number) => backoffMs(attempt, { firstMs: 1_000, maxMs: 300_000, random: () => random });
  expect([0, 1, 2, 20, 4_000].map((attempt) => wait(attempt, 0))).toEqual([500, 1_000, 2_000, 150_000, 150_000]);
  expect(wait(20, 0.999)).toBeLessThanOrEqual(300_000);
});

describe('the identity of a mail', () => {
  it('is its Message-ID', () => {
    expect(identifyMail(Buffer.from('Received: x\r\nMessage-ID:\r\n <a@b.example>\r\n\r\nHi'))).toBe('<a@b.example>');
  });

  it('is otherwise what the author wrote, whichever way it came', () => {
    const one = Buffer.from('Received: from a\r\n by b\r\nFrom: x@y.example\r\nSubject: s\r\n\r\nHi\r\nyou\r\n');
    const other = Buffer.from('Delivered-To: z\nReceived: from q\nFrom: x@y.example\nSubject: s\n\nHi\nyou');
    const changed = Buffer.from('From: x@y.example\nSubject: s\n\nHi\nthere');
    expect(identifyMail(one)).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(identifyMail(other)).toBe(identifyMail(one));
    expect(identifyMail(changed)).not.toBe(identifyMail(one));
  });

  it('does not take one from the body', () => {
    expect(identifyMail(Buffer.from('From: x@y.example\n\nMessage-ID: <a@b.example>'))).toMatch(/^sha256:/);
  });
});

describe('recipients', () => {
  const configured = ['support@seller.example', 'us+amazon@seller.example'];
  it.each([
    ['SUPPORT@seller.example', 'support@seller.example'],
    ['support+acme-de@seller.example', 'support@seller.example'],
    ['us+amazon@seller.example', 'us+amazon@seller.example'],
    ['us@seller.example', null],
    ['support@elsewhere.example', null],
    ['+support@seller.example', null],
    ['', null],
  ])('%s → %s', (recipient, address) => {
    expect(matchRecipient(recipient, configured)).toBe(address);
  });
});

describe('the subject of a reply', () => {
  it.each([
    ['Wo ist mein Paket?', 'Re: Wo ist mein Paket?'],
    ['Re: Wo?', 'Re: Wo?'],
    ['AW: RE: Re[2]: Wo?', 'Re: Wo?'],
    ['回复：Re: 茶叶罐', 'Re: 茶叶罐'],
    ['Rest of my order', 'Re: Rest of my order'],
    ['[Important] Order', 'Re: [Important] Order'],
    ['', 'Re:'],
    [undefined, 'Re:'],
  ])('%s → %s', (subject, reply) => {
    expect(replySubject(subject)).toBe(reply);
  });
});

it('the Message-ID of a reply depends on the reply and the sender’s domain alone', () => {
  expect(replyMessageId('019b', 'support@Seller.example')).toBe('<reply-019b@seller.example>');
  expect(replyMessageId('a>b\r\nX: 1', 'a@b.example')).toBe('<reply-a-b--X--1@b.example>');
});

describe('why a mail was not sent', () => {
  const kind = (error: object, dataTaken: 'taken' | 'untouched') =>
    toReplyError(error, { dataTaken: dataTaken === 'taken' }).kind;
  it.each([
    [{ code: 'EENVELOPE', responseCode: 451 }, 'untouched', 'temporary'],
    [{ code: 'EENVELOPE', responseCode: 550 }, 'untouched', 'permanent'],
    [{ code: 'EPROTOCOL', responseCode: 503 }, 'untouched', 'temporary'],
    [{ code: 'EMESSAGE', responseCode: 452 }, 'taken', 'temporary'],
    [{ code: 'EMESSAGE', responseCode: 554 }, 'taken', 'permanent'],
    [{ code: 'EAUTH', responseCode: 535 }, 'untouched', 'permanent'],
    [{ code: 'ETIMEDOUT' }, 'untouched', 'temporary'],
    [{ code: 'ETIMEDOUT' }, 'taken', 'unknown'],
    [{ code: 'ECONNECTION' }, 'taken', 'unknown'],
    [{ code: 'EABORT' }, 'taken', 'unknown'],
    [{ code: 'EENVELOPE' }, 'untouched', 'permanent'],
    [{}, 'untouched', 'temporary'],
  ] as const)('%j with the data %s: %s', (error, data, expected) => {
    expect(kind(error, data)).toBe(expected);
  });
});

describe('a mail system’s words', () => {
  it.each([
    ['opted_out', 'The buyer has opted out of receiving messages. Your message was not sent.'],
    ['opted_out', 'Der Käufer möchte keine Nachrichten von Verkäufern erhalten.'],
    ['opted_out', 'L’acheteur a choisi de ne pas recevoir de messages.'],
    ['opted_out', 'El comprador ha optado por no recibir mensajes.'],
    ['opted_out', 'L’acquirente ha scelto di non ricevere messaggi.'],
    ['opted_out', 'O comprador optou por não receber mensagens.'],
    ['opted_out', 'De koper heeft ervoor gekozen om geen berichten te ontvangen.'],
    ['opted_out', 'Kupujący zrezygnował z otrzymywania wiadomości.'],
    ['opted_out', 'Köparen har valt att inte ta emot meddelanden.'],
    ['opted_out', 'Alıcı mesaj almamayı tercih etti.'],
    ['opted_out', '購入者はメッセージの受信を拒否しています。'],
    ['bounced', 'Your e-mail to abc@marketplace.amazon.de could not be delivered.'],
    ['bounced', 'Ihre Nachricht an den Käufer konnte nicht zugestellt werden.'],
    ['bounced', 'Votre message n’a pas pu être envoyé.'],
    ['bounced', 'Su mensaje no se ha podido entregar.'],
    ['bounced', 'Il tuo messaggio non è stato consegnato.'],
    ['bounced', 'Sua mensagem não pôde ser entregue.'],
    ['bounced', 'Uw bericht kon niet worden bezorgd.'],
    ['bounced', 'Twoja wiadomość nie mogła zostać dostarczona.'],
    ['bounced', 'Ditt meddelande kunde inte levereras.'],
    ['bounced', 'Mesajınız iletilemedi.'],
    ['bounced', 'メッセージを配信できませんでした。'],
    [null, 'Your package could not be delivered. Delivery failed for order 112-5555555-6666666.'],
    [null, 'Message from Amazon: the parcel could not be delivered.'],
    [null, 'Ihre Bestellung konnte nicht zugestellt werden.'],
    [null, 'You have a new message.'],
  ])('%s: %s', (outcome, words) => {
    expect(undeliverable(words)).toBe(outcome);
  });
});
