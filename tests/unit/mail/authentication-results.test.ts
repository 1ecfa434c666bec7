import { describe, expect, it } from 'vitest';
import { readDkim } from '../../../adapters/mail/authentication-results.ts';

const ours = 'mx.seller.example';

describe('the DKIM verdict', () => {
  it.each([
    ['mx.seller.example; dkim=pass header.d=amazon.de header.s=x; spf=fail', { result: 'pass', passed: ['amazon.de'] }],
    [
      'MX.Seller.Example 1; spf=pass; dkim = pass (1024-bit) header.i=@eu-west-1.amazonses.com',
      { result: 'pass', passed: ['eu-west-1.amazonses.com'] },
    ],
    [
      'mx.seller.example; dkim=fail header.d=amazon.de; dkim=pass header.d=amazonses.com',
      { result: 'pass', passed: ['amazonses.com'] },
    ],
    ['mx.seller.example; dkim=fail (bad; dkim=pass header.d=amazon.de) header.d=amazon.de', { result: 'fail', passed: [] }],
    ['mx.seller.example; dkim=permerror header.d=amazon.de', { result: 'fail', passed: [] }],
    ['mx.seller.example; dkim=none; spf=pass', { result: 'none', passed: [] }],
    ['mx.seller.example; spf=pass', { result: 'none', passed: [] }],
    ['mx.seller.example; x-dkim=pass header.d=amazon.de', { result: 'none', passed: [] }],
  ])('%s', (header, verdict) => {
    expect(readDkim([header], ours)).toEqual(verdict);
  });

  it('comes from the topmost header of our own host only', () => {
    const forged = 'mx.seller.example; dkim=pass header.d=amazon.de';
    expect(readDkim(['mx.seller.example; dkim=fail', forged], ours).result).toBe('fail');
    expect(readDkim(['mx.attacker.example; dkim=pass header.d=amazon.de'], ours).result).toBe('none');
    expect(readDkim([`mx.seller.example.attacker.example; dkim=pass header.d=amazon.de`], ours).result).toBe('none');
    expect(readDkim([forged], undefined).result).toBe('unknown');
  });
});
