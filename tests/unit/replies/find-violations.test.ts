import { describe, expect, test } from 'vitest';
import { contentPolicies, policyOf } from '../../../src/replies/content-policies.ts';
import { findViolations } from '../../../src/replies/find-violations.ts';

const kinds = (text: string, platform = 'amazon', country = 'de'): string[] =>
  findViolations(text, policyOf(platform), country).map(({ violation }) => violation);

describe('what a platform does not want to see', () => {
  test.each([
    ['Schreiben Sie uns an hilfe@acme.de', 'email'],
    ['Rufen Sie uns an: 030 901820', 'phone'],
    ['Call +49 30 901820 please', 'phone'],
    ['mehr unter https://acme-shop.de/hilfe', 'link'],
    ['siehe acme-shop.com', 'link'],
    ['加我微信聊', 'messenger'],
    ['Contact us on Whats App', 'messenger'],
    ['Bitte 5 Sterne geben', 'review_request'],
    ['麻烦给个五星好评', 'review_request'],
    ['Boleh beri bintang lima?', 'review_request'],
    ['我们私下给您退款', 'off_platform'],
    ['That is your own fault', 'rude'],
  ])('%s: %s', (text, violation) => {
    expect(kinds(text)).toEqual([violation]);
  });

  test.each([
    'Ihre Bestellung 302-7654321-1234567 kommt am 24.11.2026 an.',
    'DHL 00340434161094042557, voraussichtlich 25.11.',
    '您的订单 2611200ABCD123 今天发出,预计 3 天到。',
    'Die Rechnung finden Sie unter https://www.amazon.de/gp/css/order-history.',
    'The price is 24.90 EUR for 2 pcs (750 ml), ref. 31415926535.',
    'Kami akan hantar pada 12.11. Terima kasih!',
  ])('nothing in: %s', (text) => {
    expect(kinds(text)).toEqual([]);
  });

  test('a host that only looks like the platform’s own is a link out', () => {
    expect(kinds('https://amazon.de.evil.example/x')).toEqual(['link']);
    expect(kinds('https://notamazon.de/x')).toEqual(['link']);
  });

  test('lengths are the platform’s, in characters and not in code units', () => {
    expect(kinds('好'.repeat(350), 'mercadolibre', 'br')).toEqual([]);
    expect(kinds('🎁'.repeat(350), 'mercadolibre', 'br')).toEqual([]);
    expect(kinds('好'.repeat(351), 'mercadolibre', 'br')).toEqual(['too_long']);
  });

  test('a shop of one’s own may say what it likes but not how', () => {
    expect(kinds('mail@acme.de, +49 30 901820, acme.de', 'shopify')).toEqual([]);
    expect(kinds('Are you stupid?', 'shopify', 'us')).toEqual(['rude']);
  });

  test('every policy says where it is from', () => {
    for (const { source, statedOn } of Object.values(contentPolicies)) {
      expect(source).not.toBe('');
      expect(statedOn).toMatch(/^\d{4}-\d{2}$/);
    }
  });

  test.each(['a@', '1-', 'http://', '(', '五', '+49 '])('a long text of %s is read through', (part) => {
    expect(() => kinds(part.repeat(5_000))).not.toThrow();
  });
});
