import { describe, expect, it } from 'vitest';
import { readContactForm } from '../../../adapters/marketplaces/amazon/contact-form.ts';
import { delimitedText } from '../../../adapters/marketplaces/amazon/delimited-text.ts';
import { delimiters } from '../../../adapters/marketplaces/amazon/delimiters.ts';
import { orderFacts } from '../../../adapters/marketplaces/amazon/order-facts.ts';
import { findRelayAddress, isAmazonDomain, parseRelayAddress } from '../../../adapters/marketplaces/amazon/relay-address.ts';
import { onlyPreformatted } from '../../../adapters/mail/read-html.ts';

describe('relay addresses', () => {
  const sites = 'com ca com.mx com.br co.uk de fr it es nl se pl com.be ie com.tr ae sa eg in co.jp com.au sg'.split(' ');

  it.each(sites)('amazon.%s', (site) => {
    expect(parseRelayAddress(`ABC123@Marketplace.Amazon.${site}`)?.buyerId).toBe(`abc123@marketplace.amazon.${site}`);
    expect(isAmazonDomain(`amazon.${site}`)).toBe(true);
  });

  it('keeps the complete address, takes the case from it and the buyer without it', () => {
    const complete = '43vfy537czcw8nq+2A7E7298-A90A-4AD6-962C-77CCAE27280A@marketplace.amazon.de';
    expect(parseRelayAddress(complete)).toEqual({
      complete,
      buyerId: '43vfy537czcw8nq@marketplace.amazon.de',
      caseId: '2a7e7298-a90a-4ad6-962c-77ccae27280a',
    });
  });

  it('decides by the domain: hyphens and unknown tags are buyers too', () => {
    expect(parseRelayAddress('buyer-email@marketplace.amazon.com.br')?.buyerId).toBe('buyer-email@marketplace.amazon.com.br');
    expect(parseRelayAddress('abc+new-form@marketplace.amazon.de')).toMatchObject({ buyerId: 'abc@marketplace.amazon.de' });
    expect(parseRelayAddress('abc+new-form@marketplace.amazon.de')).not.toHaveProperty('caseId');
  });

  it.each([
    'abc@marketplace.amazon.cn',
    'abc@marketplace.amazon.de.attacker.example',
    'abc@evilmarketplace.amazon.de',
    'abc@amazon.de',
    '@marketplace.amazon.de',
    'a b@marketplace.amazon.de',
    '',
  ])('%s is none', (address) => {
    expect(parseRelayAddress(address)).toBeNull();
  });

  it('only real Amazon domains count as Amazon', () => {
    expect(['evil-amazon.de', 'amazon.de.attacker.example', 'amazon.cn', 'xamazon.com'].filter(isAmazonDomain)).toEqual([]);
  });

  it('finds an address in words', () => {
    expect(findRelayAddress('Your mail to abc@marketplace.amazon.co.uk, sorry')?.complete).toBe('abc@marketplace.amazon.co.uk');
    expect(findRelayAddress('abc@marketplace.amazon.com.attacker.example')).toBeNull();
  });
});

describe('delimiters', () => {
  const rows = delimiters.flatMap(({ language, begin, end }) =>
    begin.flatMap((from) => end.map((to) => [language, from, to] as const)),
  );

  it.each(rows)('%s: %s … %s', (_language, from, to) => {
    expect(delimitedText(`frame\n------------- ${from}:\n\nHello\n--\nme\n\n------------- ${to} -------------\nfooter`)).toBe(
      'Hello\n--\nme',
    );
    expect(delimitedText(`------------- ${from}: -------------\nHello`)).toBe('Hello');
  });

  it('a rule of dashes is no delimiter', () => {
    expect(delimitedText('--------------------\nOrder#: 1\n--------------------')).toBeNull();
  });
});

describe('the only <pre>', () => {
  it('keeps lines and decodes entities', () => {
    expect(onlyPreformatted('<div><pre class="x">Hi &amp; <b>bye</b><br>2\n  3</pre></div>')).toBe('Hi & bye\n2\n  3');
  });

  it('two, nested or none do not count', () => {
    expect(onlyPreformatted('<pre>a</pre><pre>b</pre>')).toBeNull();
    expect(onlyPreformatted('<pre>a<pre>b</pre></pre>')).toBeNull();
    expect(onlyPreformatted('<p>&lt;pre>a&lt;/pre></p><!-- <pre>b</pre> -->')).toBeNull();
  });
});

describe('order facts', () => {
  it('prefers the subject, and takes no longer number for an order', () => {
    expect(orderFacts('Order 203-1111111-2222222', 'about 203-9999999-2222222').orderId).toBe('203-1111111-2222222');
    expect(orderFacts('', '1203-1111111-22222223 203-1111111-22222221').orderId).toBeUndefined();
  });

  it('reads items once each and the thread token', () => {
    const body = '1 / Tin [ASIN: B0TEATIN01]\n1 / Tin [ASIN: B0TEATIN01]\n[ASIN: B0SPOON002]\n[commMgrTok: AB/C+1=]';
    expect(orderFacts('', body)).toEqual({
      items: [{ id: 'B0TEATIN01', title: 'Tin' }, { id: 'B0SPOON002' }],
      commMgrTok: 'AB/C+1=',
    });
  });
});

describe('the contact form', () => {
  it('needs order, reason and details', () => {
    expect(readContactForm('Reason: x\nDetails: y')).toBeNull();
    expect(readContactForm('Order #: 112-5555555-6666666\nReason: Late\nDetails:\nWhere?\nReason: again')).toEqual({
      orderId: '112-5555555-6666666',
      reason: 'Late',
      details: 'Where?\nReason: again',
    });
  });
});
