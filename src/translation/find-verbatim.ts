/** What no translator may touch, most specific first. Sources are named where a format is somebody's standard. */
const patterns: readonly RegExp[] = [
  // A literal placeholder in the text must not be mistaken for one of ours.
  /⟦\s*\d{1,4}\s*⟧/gu,
  // Links, without the full stop or bracket behind them; Chinese punctuation ends one even without a gap.
  /(?:https?:\/\/|\bwww\.)[^\s<>"'“”「」（），。；：！？、]*[^\s<>"'“”「」（），。；：！？、.,;:!?)\]]/giu,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/giu,
  // Amazon order id; eBay order id.
  /(?<!\d)\d{3}-\d{7}-\d{7}(?!\d)/gu,
  /(?<!\d)\d{2}-\d{5}-\d{5}(?!\d)/gu,
  // UPS 1Z numbers; UPU S10 item identifiers (two letters, nine digits, country).
  /(?<![A-Z0-9])1Z[A-Z0-9]{16}(?![A-Z0-9])/gu,
  /(?<![A-Z0-9])[A-Z]{2} ?\d{9} ?[A-Z]{2}(?![A-Z0-9])/gu,
  // ASIN.
  /(?<![A-Z0-9])B0[A-Z0-9]{8}(?![A-Z0-9])/gu,
  // SKUs and model numbers: capitals and digits joined by hyphens, or long mixed words (Shopee order ids too).
  /(?<![\p{L}\p{N}])(?=[A-Z0-9_/-]*\d)(?=[A-Z0-9_/-]*[A-Z])[A-Z0-9]+(?:[-_/][A-Z0-9]+)+(?![\p{Ll}\p{N}])/gu,
  /(?<![\p{L}\p{N}])(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{8,24}(?![\p{Ll}\p{N}])/gu,
  // Money, sign or code on either side: €24.90, 24,90 €, RM 39.90, NT$1,290.
  /(?:(?:US|NT|HK|S|A|C|R)?[$€£¥￥₫฿₱₩]|(?<![A-Z])(?:RM|Rp|EUR|USD|GBP|MYR|IDR|SGD|TWD|JPY|THB|CNY|RMB))\s?\d+(?:[.,]\d+)*/gu,
  /(?<![\p{L}\p{N}])\d+(?:[.,]\d+)*\s?(?:[€£¥￥$₫฿₱₩]|(?:EUR|USD|GBP|MYR|IDR|SGD|TWD|JPY|THB|CNY|RMB)(?!\p{L}))/gu,
  // Long digit runs: tracking numbers, marketplace order ids, phone numbers; a date may be rewritten.
  /(?<![\p{L}\p{N}])(?!\d{1,4}-\d{1,2}-\d{1,4}(?!\d))\+?\d(?:[ -]?\d){7,}(?![\p{Ll}\p{N}])/gu,
];

/** Pieces of a text that have to come out of a translation unchanged, in order and without overlaps. */
export function findVerbatim(text: string): { start: number; end: number }[] {
  const taken: { start: number; end: number }[] = [];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const piece = { start: match.index, end: match.index + match[0].length };
      if (taken.every((other) => piece.end <= other.start || piece.start >= other.end)) taken.push(piece);
    }
  }
  return taken.sort((left, right) => left.start - right.start);
}
