export interface Amount {
  /** Decimal number with a point: `1234.50`. */
  value: string;
  /** ISO 4217, absent when the sign does not tell (`kr`). `$` is taken as USD, `¥` as CNY unless the text says otherwise. */
  currency?: string;
}

// prettier-ignore
const currencies: Record<string, string | undefined> = {
  '€': 'EUR', eur: 'EUR', euro: 'EUR', euros: 'EUR', $: 'USD', usd: 'USD', us$: 'USD', dollars: 'USD', dollar: 'USD',
  '£': 'GBP', gbp: 'GBP', '¥': 'CNY', cny: 'CNY', rmb: 'CNY', 元: 'CNY', 块: 'CNY', jpy: 'JPY', 円: 'JPY', '₩': 'KRW',
  krw: 'KRW', 원: 'KRW', rm: 'MYR', myr: 'MYR', rp: 'IDR', idr: 'IDR', '฿': 'THB', thb: 'THB', บาท: 'THB', '₫': 'VND',
  vnd: 'VND', đ: 'VND', 'zł': 'PLN', zl: 'PLN', pln: 'PLN', sek: 'SEK', kr: undefined, tl: 'TRY', '₺': 'TRY',
  try: 'TRY', lira: 'TRY', r$: 'BRL', brl: 'BRL', reais: 'BRL', mx$: 'MXN', mxn: 'MXN', '₽': 'RUB', rub: 'RUB',
  руб: 'RUB', рублей: 'RUB', sar: 'SAR', ريال: 'SAR', aed: 'AED', درهم: 'AED', chf: 'CHF', cad: 'CAD', aud: 'AUD',
  sgd: 'SGD',
};

const number = '(\\d{1,3}(?:[.,\\u00a0 ]\\d{3}){1,3}(?:[.,]\\d{1,2})?|\\d{1,9}(?:[.,]\\d{1,2})?)(?![\\d])';
const signs = Object.keys(currencies)
  .sort((a, b) => b.length - a.length)
  .map((sign) => sign.replace(/\$/, '\\$'))
  .join('|');
const before = new RegExp(`(?<![\\p{Script=Latin}\\p{Script=Cyrillic}$])(${signs})\\.? ?${number}`, 'giu');
const after = new RegExp(
  `(?<![\\d.,-])${number} ?(${signs})(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Arabic}$])`,
  'giu',
);

/** Amounts with a currency beside them, in the order of the text. A bare number is none. */
export function findAmounts(text: string): Amount[] {
  const found = new Map<number, Amount>();
  const ends = new Set<number>();
  for (const match of text.matchAll(before)) {
    const [, sign = '', digits = ''] = match;
    found.set(match.index, toAmount(digits, sign, text));
    ends.add(match.index + match[0].length);
  }
  for (const match of text.matchAll(after)) {
    const [, digits = '', sign = ''] = match;
    // "€ 10 $" is one amount with its sign in front.
    if (ends.has(match.index + digits.length)) continue;
    found.set(match.index, toAmount(digits, sign, text));
  }
  const unique = new Map<string, Amount>();
  for (const [, amount] of [...found].sort(([a], [b]) => a - b)) unique.set(`${amount.value} ${amount.currency}`, amount);
  return [...unique.values()];
}

function toAmount(digits: string, sign: string, text: string): Amount {
  const decimals = /[.,](\d{1,2})$/.exec(digits)?.[1];
  const whole = (decimals === undefined ? digits : digits.slice(0, -decimals.length - 1)).replace(/\D/g, '');
  const value = decimals === undefined ? whole : `${whole}.${decimals}`;
  let currency = currencies[sign.toLowerCase()];
  if (sign === '¥' && /[ぁ-ヿ円]/.test(text)) currency = 'JPY';
  return currency === undefined ? { value } : { value, currency };
}
