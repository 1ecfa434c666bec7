import EmailReplyParser from 'email-reply-parser';

/** Characters beyond which the parser's patterns take too long: a hostile 35 KB line cost it 0.6 s. */
const maxText = 64 * 1024;
const maxLine = 2_000;
/** Empty lines on end: 15,000 of them cost the parser 11 s, and nobody reads more than these. */
const maxEmptyLines = 20;

/** Quotation starts the library does not know: Gmail in Polish and Japanese, QQ Mail, Outlook in Chinese. */
const furtherQuotes = [
  /^.{0,120}\d{4}.{0,120}<[^<>\n]{3,200}>\s*(?:napisał\(a\)|napisała?|pisze):\s*$/mu,
  /^\d{4}年\d{1,2}月\d{1,2}日.{0,120}<[^<>\n]{3,200}>\s*[:：]\s*$/mu,
  /^-{2,}\s*(?:原始邮件|原始郵件|Original Message|Ursprüngliche Nachricht|Message d'origine)\s*-{2,}\s*$/imu,
  /^(?:发件人|寄件者|差出人)\s*[:：].{0,200}\n(?:发送时间|傳送時間|送信日時|日期)\s*[:：]/mu,
];

/**
 * What the writer added above the quoted thread. Nothing the writer wrote is lost: where no quote is found, or nothing
 * would be left above it, the text stays whole.
 */
export function stripQuotedText(text: string): string {
  if (text.length > maxText) return text.trim();
  const long: string[] = [];
  // A very long line is no quotation mark; it steps aside (a private-use character) and comes back afterwards.
  const lines = text.split('\n').map((line) => (line.length > maxLine ? `\uE000${long.push(line) - 1}\uE000` : line));
  const bounded = withoutLongGaps(lines).join('\n');
  const ends = furtherQuotes.map((quote) => bounded.search(quote)).filter((at) => at > 0);
  const above = bounded.slice(0, ends.length === 0 ? undefined : Math.min(...ends));
  const visible = new EmailReplyParser().parseReply(above).trim();
  if (visible === '') return text.trim();
  return visible.replace(/\uE000(\d+)\uE000/g, (mark, index: string) => long[Number(index)] ?? mark);
}

function withoutLongGaps(lines: readonly string[]): string[] {
  let empty = 0;
  return lines.filter((line) => {
    empty = line.trim() === '' ? empty + 1 : 0;
    return empty <= maxEmptyLines;
  });
}
