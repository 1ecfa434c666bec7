import { collectMatches } from './collect-matches.ts';

/** Amazon: three, seven and seven digits. */
const amazon = /(?<![\d-])\d{3}-\d{7}-\d{7}(?![\d-])/g;
/** eBay: two, five and five digits. */
const ebay = /(?<![\d-])\d{2}-\d{5}-\d{5}(?![\d-])/g;
/** Shopee: date as YYMMDD and eight capitals or digits; TikTok Shop, Lazada, AliExpress: 15 to 19 digits. */
const shopee = /(?<![A-Z\d])\d{6}[A-Z\d]{5,8}(?![A-Z\d])/g;
const longNumber = /(?<![A-Za-z\d-])\d{15,19}(?![\d-])/g;

/** "Order" in the supported languages, then at most a few characters, then a number with at least four digits in it. */
const introduced = new RegExp(
  '(?:order|bestell(?:ung|nummer)|auftrag|pedido|orden|commande|ordine|encomenda|bestelling|zam[oó]wieni\\p{L}{0,3}|beställning|' +
    'ordernummer|sipariş|siparis|الطلب|طلب|คำสั่งซื้อ|ออเดอร์|đơn hàng|đơn|pesanan|订单|訂單|单号|주문|주문번호|注文|注文番号|заказ\\p{L}{0,2})' +
    '[\\s:：#№.°º()-]{0,4}(?:(?:no|nr|number|num|nummer|numero|número|n|id|号|號|번호|番号|номер|numer|numarası|رقم|mã|nomor|nombor)[\\s:：#№.°º-]{0,4})?' +
    '(?:(?:is|was|ist|lautet|est|es|è|é|jest|är|:|是|为|為)[\\s:：]{1,2}|是|为|為)?' +
    '([A-Z\\d][A-Z\\d-]{3,24})(?![\\p{L}\\d-])',
  'giu',
);

/** Order numbers as written, the marketplace's own shapes first. */
export function findOrders(text: string): string[] {
  const byShape = [amazon, ebay, longNumber, shopee].flatMap((pattern) => collectMatches(text, pattern));
  const byWord = collectMatches(text, introduced)
    .map((order) => order.replace(/-+$/, ''))
    .filter((order) => (order.match(/\d/g)?.length ?? 0) >= 4 && !isDate(order));
  return [...new Set([...byShape.filter((order) => /\D/.test(order) || order.length >= 15), ...byWord])];
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}$/.test(text);
}
