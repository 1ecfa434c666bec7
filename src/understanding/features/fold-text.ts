/**
 * Writes text the way hurried buyers type it: lower case, no accents, one blank for any white space, `0` for any run of
 * digits, simplified characters for common traditional ones. Lexicon and training text go through the same fold, so
 * `No llegó` and `no llego` are one thing.
 */
export function foldText(text: string): string {
  let folded = '';
  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const to = unit < tableSize ? (table[unit] ?? unit) : foldHigh(unit);
    if (to === 0 || ((to === blank || to === zero) && to === last)) continue;
    folded += String.fromCharCode(to);
    last = to;
  }
  return folded;
}

const blank = 0x20;
const zero = 0x30;
const tableSize = 0x2100;
const combiningMark = /[\u0300-\u036f\u064b-\u0652\u0640]/;
const hasAccentToLose = /[\u00c0-\u024f\u1e00-\u1eff]/;

/** Letters that NFD does not take apart, and letters that are one in careless typing. */
const singles: Record<string, string> = {
  đ: 'd',
  ł: 'l',
  ø: 'o',
  ı: 'i',
  ß: 's',
  æ: 'a',
  œ: 'o',
  ё: 'е',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ى: 'ي',
  ة: 'ه',
  '’': "'",
  '‘': "'",
  '´': "'",
  '`': "'",
};

const table = Uint16Array.from({ length: tableSize }, (_, unit) => {
  const char = String.fromCharCode(unit);
  if (unit < blank || /\s/.test(char)) return blank;
  if (/\p{Nd}/u.test(char)) return zero;
  if (combiningMark.test(char) || /\p{Cf}/u.test(char)) return 0;
  const lower = char.toLowerCase();
  const bare = hasAccentToLose.test(lower) ? lower.normalize('NFD') : lower;
  return (singles[bare[0] ?? ''] ?? bare).charCodeAt(0);
});

/** Characters of shop talk, traditional then simplified, pairwise. */
const traditional =
  '壞坏貨货錢钱還还沒没東东嗎吗買买賣卖寄寄顏颜顔颜錯错碼码單单號号運运費费關关稅税發发開开電电話话請请問问謝谢聯联絡络處处給给' +
  '讓让會会來来時时間间個个後后週周麼么這这裡里裏里幾几萬万點点過过質质無无產产價价總总裝装盒盒寫写說说書书線线壓压濕湿斷断' +
  '裂裂響响聲声熱热燒烧臭臭過过癢痒髒脏舊旧換换訂订現现實实騙骗評评訴诉報报態态覺觉應应該该優优惠惠區区別别補补備备樣样圖图' +
  '對对顯显簽签簡简遞递達达遲迟雙双條条塊块讚赞滿满歡欢機机帳账戶户額额誤误據据檔档體体傳传聽听見见長长門门頭头題题難难';
const simplified = new Map<number, number>();
for (let i = 0; i + 1 < traditional.length; i += 2) simplified.set(traditional.charCodeAt(i), traditional.charCodeAt(i + 1));

function foldHigh(unit: number): number {
  if (unit === 0x3000) return blank;
  // Full-width forms stand 0xfee0 above their ASCII twins.
  if (unit > 0xff00 && unit < 0xff5f) return table[unit - 0xfee0] ?? unit;
  if (unit === 0xfe0f) return 0;
  return simplified.get(unit) ?? unit;
}
