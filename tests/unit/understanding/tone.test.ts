import { beforeAll, describe, expect, test } from 'vitest';
import { createUnderstander, type MessageContext, type Understander } from '../../../src/understanding/understand.ts';

let understander: Understander;
beforeAll(async () => {
  understander = await createUnderstander();
});

// None of these sentences is in the corpus.
describe('complaints that name no feeling', () => {
  test.each([
    'The zip on the bag broke on day one',
    'I got the wrong size and nobody replies to my emails',
    'me han cobrado el pedido dos veces en la tarjeta',
    'El paquete figura entregado y yo no lo tengo',
    'Seit drei Wochen warte ich auf mein Paket',
    'Der Akku ist nach zehn Minuten leer',
    'Toujours pas de colis après un mois',
    'lo schermo è arrivato rotto',
    'A tampa veio quebrada e ninguém responde',
    'De verkeerde maat ontvangen en geen reactie op mijn mail',
    'Buty przyszły w złym kolorze',
    'Fick fel storlek och ingen svarar',
    'Ürün kırık geldi, kimse cevap vermiyor',
    'وصلني المنتج مكسور ولا أحد يرد',
    'สินค้าพังตั้งแต่วันแรก',
    'Hàng bị vỡ mà shop không trả lời',
    'Barangnya pecah dan tidak ada yang balas',
    'Barang pecah masa sampai, mesej pun tak balas',
    '才用三天就坏了',
    '물건이 깨져서 왔어요',
    '三日で壊れました',
    'Товар пришел сломанный',
  ])('%s', (text) => {
    expect(understander.understand(text).dissatisfied).toBe(true);
  });
});

describe('friendly messages with complaint words in them', () => {
  test.each([
    'Thanks, no problem at all!',
    'How do refunds work if I buy two?',
    'Could you tell me what your return policy is?',
    'Please cancel my order, I chose the wrong colour by mistake',
    'Wie lange dauert eine Rückerstattung bei Ihnen?',
    '¿Cuánto tarda el reembolso normalmente?',
    'Quelles sont vos conditions de retour avant que je commande ?',
    'Is it waterproof?',
    'La factura a nombre de mi empresa, por favor',
    '请问可以开发票吗，谢谢',
    '返品の条件を教えてください、購入を検討しています',
    '환불은 보통 얼마나 걸려요?',
    'Czy można zwrócić, jeśli nie będzie pasować?',
    'Спасибо, всё отлично, никаких проблем',
    'Terima kasih kak, barangnya bagus',
  ])('%s', (text) => {
    expect(understander.understand(text).dissatisfied).toBe(false);
  });
});

describe('hard triggers', () => {
  test.each([
    'You are scammers',
    'I will open an A-to-Z claim',
    '我要投诉你们',
    '再不退款就给差评',
    'Voy a denunciarlos, estafadores',
    'Betrüger!',
  ])('%s', (text) => {
    expect(understander.understand(text).dissatisfaction).toBeGreaterThan(0.7);
  });
});

describe('what the conversation adds', () => {
  const plain = 'Is there any news about my order?';
  const dissatisfaction = (text: string, context?: MessageContext) => understander.understand(text, context).dissatisfaction;

  test.each<[name: string, text: string, context: MessageContext]>([
    ['a third message without an answer', plain, { unansweredCount: 3 }],
    ['two days of waiting', plain, { waitingMs: 48 * 3_600_000 }],
    ['capitals', plain.toUpperCase(), {}],
    ['!!!', `${plain}!!!`, {}],
    ['an angry face', `${plain} 😡`, {}],
  ])('%s raises it', (_, text, context) => {
    expect(dissatisfaction(text, context)).toBeGreaterThan(dissatisfaction(plain));
  });

  test('a first message after a minute changes nothing', () => {
    expect(dissatisfaction(plain, { unansweredCount: 1, waitingMs: 60_000 })).toBe(dissatisfaction(plain));
  });

  test('waiting alone does not turn a thank-you into a complaint', () => {
    expect(understander.understand('Thank you so much, perfect!', { unansweredCount: 3 }).dissatisfied).toBe(false);
  });
});
