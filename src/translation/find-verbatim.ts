/**
 * What no translator may touch, most specific first. Every repetition is bounded or starts only where a word starts:
 * the text is a stranger's, and it must not be able to make the search slow.
 */
const kinds: readonly RegExp[] = [
  // A literal placeholder in the text must not be mistaken for one of ours.
  /⟦\s{0,3}\d{1,4}\s{0,3}⟧/u,
  // Links, without the full stop or bracket behind them; Chinese punctuation ends one even without a gap.
  /(?:[Hh][Tt][Tt][Pp][Ss]?:\/\/|\b[Ww]{3}\.)[^\s<>"'“”「」（），。；：！？、]{0,2000}[^\s<>"'“”「」（），。；：！？、.,;:!?)\]]/u,
  /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[A-Za-z]{2,24}/u,
  // Amazon order id; eBay order id.
  /(?<!\d)\d{3}-\d{7}-\d{7}(?!\d)/u,
  /(?<!\d)\d{2}-\d{5}-\d{5}(?!\d)/u,
  // UPS 1Z numbers; UPU S10 item identifiers (two letters, nine digits, country).
  /(?<![A-Z0-9])1Z[A-Z0-9]{16}(?![A-Z0-9])/u,
  /(?<![A-Z0-9])[A-Z]{2} ?\d{9} ?[A-Z]{2}(?![A-Z0-9])/u,
  // ASIN.
  /(?<![A-Z0-9])B0[A-Z0-9]{8}(?![A-Z0-9])/u,
  // SKUs and model numbers: capitals and digits joined by hyphens, or long mixed words (Shopee order ids too).
  /(?<![\p{L}\p{N}][-_/]?)(?=[A-Z_/-]{0,40}\d)(?=[\d_/-]{0,40}[A-Z])[A-Z0-9]{1,20}(?:[-_/][A-Z0-9]{1,20}){1,6}(?![\p{Ll}\p{N}])/u,
  /(?<![\p{L}\p{N}])(?=[A-Z]{0,23}\d)(?=\d{0,23}[A-Z])[A-Z0-9]{8,24}(?![\p{Ll}\p{N}])/u,
  // Money, sign or code on either side: €24.90, 24,90 €, RM 39.90, NT$1,290.
  /(?:(?:US|NT|HK|S|A|C|R)?[$€£¥￥₫฿₱₩]|(?<![A-Z])(?:RM|Rp|EUR|USD|GBP|MYR|IDR|SGD|TWD|JPY|THB|CNY|RMB))\s?\d{1,12}(?:[.,]\d{1,3}){0,4}/u,
  /(?<![\p{L}\p{N}])\d{1,12}(?:[.,]\d{1,3}){0,4}\s?(?:[€£¥￥$₫฿₱₩]|(?:EUR|USD|GBP|MYR|IDR|SGD|TWD|JPY|THB|CNY|RMB)(?!\p{L}))/u,
  // Long digit runs: tracking numbers, marketplace order ids, phone numbers; a date may be rewritten.
  /(?<![\p{L}\p{N}])(?!\d{1,4}-\d{1,2}-\d{1,4}(?!\d))\+?\d(?:[ -]?\d){7,39}(?![\p{Ll}\p{N}])/u,
];

const verbatim = new RegExp(kinds.map(({ source }) => source).join('|'), 'gu');

/** Pieces of a text that have to come out of a translation unchanged, in order and without overlaps. */
export function findVerbatim(text: string): { start: number; end: number }[] {
  return Array.from(text.matchAll(verbatim), (match) => ({ start: match.index, end: match.index + match[0].length }));
}
