import { beforeAll, describe, expect, test } from 'vitest';
import { createUnderstander, type MessageContext, type Understander } from '../../../src/understanding/understand.ts';

let understander: Understander;
beforeAll(async () => {
  understander = await createUnderstander();
});

describe('language by the words alone', () => {
  test.each([
    ['Where can I see the status of my parcel?', 'en'],
    ['Wo finde ich die Rechnung zu meiner Bestellung?', 'de'],
    ['no he recibido nada y ya van dos semanas', 'es'],
    ['je voudrais savoir ou en est ma commande', 'fr'],
    ['vorrei sapere quando arriva il pacco', 'it'],
    ['nao recebi o produto ate agora', 'pt'],
    ['ik heb nog steeds niets ontvangen', 'nl'],
    ['kiedy dotrze moja przesyłka', 'pl'],
    ['jag har inte fått någon bekräftelse', 'sv'],
    ['siparişim nerede kaldı', 'tr'],
    ['متى يصل الطلب', 'ar'],
    ['เมื่อไหร่จะได้รับสินค้า', 'th'],
    ['bao giờ thì hàng về tới', 'vi'],
    ['请问什么时候能送到', 'zh'],
    ['언제 도착하나요', 'ko'],
    ['いつ届きますか', 'ja'],
    ['когда придёт посылка', 'ru'],
  ])('%s is %s', (text, language) => {
    expect(understander.understand(text).language).toBe(language);
  });

  test.each([
    ['barang gak sampai sampai, udah dua minggu nih kak', 'id'],
    ['Kapan uang saya dikembalikan?', 'id'],
    ['saya udah bayar tapi pesanan belum diproses', 'id'],
    ['barang tak sampai lagi, dah dua minggu', 'ms'],
    ['Bila duit saya akan dipulangkan?', 'ms'],
    ['resit tak sama dengan saiz yang saya order', 'ms'],
  ])('Indonesian and Malay are told apart: %s is %s', (text, language) => {
    expect(understander.understand(text).language).toBe(language);
  });

  test('Japanese without a single kana is Japanese', () => {
    expect(understander.understand('領収書発行希望').language).toBe('ja');
  });

  test('brand names in Latin letters do not outvote the script', () => {
    expect(understander.understand('iPhone 15 Pro Max 케이스 불량이에요').language).toBe('ko');
    expect(understander.understand('Dyson V11のバッテリーが届きません').language).toBe('ja');
  });
});

describe('texts too short to tell', () => {
  const cases: [text: string, context: MessageContext, language: string | null][] = [
    ['OK thx', { lastLanguage: 'de' }, 'de'],
    ['OK thx', { lastLanguage: 'de', locale: 'fr-FR' }, 'de'],
    ['ok', { locale: 'pt-BR' }, 'pt'],
    ['👍👍', { lastLanguage: 'tr' }, 'tr'],
    ['114-1234567-7654321', { locale: 'ja_JP' }, 'ja'],
    ['??', {}, null],
    ['', {}, null],
  ];
  test.each(cases)('%j in %j is %s and marked as a guess', (text, context, language) => {
    expect(understander.understand(text, context)).toMatchObject({ language, languageReliable: false });
  });

  test('a long clear message is believed over the context', () => {
    const understood = understander.understand('Mi paquete todavía no ha llegado y nadie contesta', { lastLanguage: 'en' });
    expect(understood).toMatchObject({ language: 'es', languageReliable: true });
  });
});
