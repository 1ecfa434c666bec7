import PostalMime, { addressParser, decodeWords, type Attachment, type Email } from 'postal-mime';
import { readDkim } from './authentication-results.ts';
import { cutLines } from './cut-lines.ts';
import { mailLimits } from './limits.ts';
import { messageIds } from './message-ids.ts';
import type { MailAddress, ParsedMail } from './parsed-mail.ts';
import { salvageMail } from './salvage-mail.ts';

interface ReadMail {
  headers: { key: string; value: string }[];
  text: string;
  html: string;
  attachments: Attachment[];
  damage: string | null;
}

/**
 * RFC 822 bytes into plain data. Takes any bytes whatever, never rejects, and its cost is bounded by limits.ts.
 * `authServId` names the receiving host whose Authentication-Results is believed.
 */
export async function parseMail(raw: Uint8Array, options: { authServId?: string } = {}): Promise<ParsedMail> {
  const bytes = cutLines(raw);
  const mail = await read(bytes);
  const headers = groupHeaders(mail.headers);
  const all = (name: string) => headers.get(name) ?? [];
  const from = all('from').flatMap(addresses);
  const dated = Date.parse(all('date')[0] ?? '');
  const attachments = mail.attachments.slice(0, mailLimits.attachments);
  return {
    from: from[0] ?? null,
    otherFrom: from.slice(1).map((other) => other.address),
    replyTo: all('reply-to').flatMap(addresses)[0] ?? null,
    to: all('to').flatMap(addresses),
    subject: clean(decode(all('subject')[0] ?? ''), 998),
    date: Number.isNaN(dated) ? null : dated,
    messageId: messageIds(all('message-id')[0])[0] ?? null,
    inReplyTo: messageIds(all('in-reply-to').join(' ')),
    references: messageIds(all('references').join(' ')),
    text: clean(mail.text, mailLimits.text),
    html: clean(mail.html, mailLimits.html),
    headers,
    attachments: attachments.map((part) => ({
      name: clean(part.filename ?? '', 255),
      type: clean(part.mimeType, 127),
      size: typeof part.content === 'string' ? part.content.length : part.content.byteLength,
    })),
    reports: attachments.filter((part) => isReport(part.mimeType)).map(reportText),
    dkim: readDkim(all('authentication-results'), options.authServId),
    damage: bytes.length < raw.length ? 'too_long' : mail.damage,
  };
}

/** The bytes of one attachment, by its place in `parseMail(raw).attachments`; null when there is none. */
export async function readMailPart(raw: Uint8Array, part: number): Promise<{ bytes: Uint8Array; type: string } | null> {
  const { attachments } = await read(cutLines(raw));
  const found = attachments.slice(0, mailLimits.attachments)[part];
  if (!found) return null;
  const { content, mimeType } = found;
  return { bytes: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content), type: clean(mimeType, 127) };
}

async function read(bytes: Uint8Array): Promise<ReadMail> {
  try {
    const email: Email = await PostalMime.parse(bytes, {
      maxNestingDepth: mailLimits.mimeDepth,
      maxHeadersSize: mailLimits.headers,
      // A mail inside a mail is evidence (a bounce) or an attachment, never part of what this sender says.
      forceRfc822Attachments: true,
    });
    return {
      headers: email.headers,
      text: email.text ?? '',
      html: email.html ?? '',
      attachments: email.attachments,
      damage: null,
    };
  } catch (error) {
    const damage = error instanceof Error ? error.message : String(error);
    return { ...salvageMail(bytes), html: '', attachments: [], damage };
  }
}

function groupHeaders(headers: { key: string; value: string }[]): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const { key, value } of headers) {
    const values = grouped.get(key);
    if (values) values.push(value);
    else grouped.set(key, [value]);
  }
  return grouped;
}

function addresses(header: string): MailAddress[] {
  const parsed = addressParser(header.slice(0, 4096), { flatten: true });
  return parsed.flatMap(({ name, address }) =>
    address ? [{ name: clean(decode(name), 200), address: clean(address, 320) }] : [],
  );
}

/** RFC 2047 words; a broken one is shown as it came. */
function decode(header: string): string {
  try {
    return decodeWords(header.slice(0, 8192));
  } catch {
    return header;
  }
}

/** At most `length` characters. PostgreSQL refuses NULs in text, and halves of a character in JSON. */
function clean(text: string, length: number): string {
  return text.replaceAll('\0', '').slice(0, length).toWellFormed();
}

function isReport(type: string): boolean {
  return type.startsWith('message/') || type === 'text/rfc822-headers';
}

function reportText(part: Attachment): { type: string; text: string } {
  const { content } = part;
  const text =
    typeof content === 'string' ? content : new TextDecoder().decode(new Uint8Array(content).subarray(0, mailLimits.report));
  return { type: part.mimeType, text: clean(text, mailLimits.report) };
}
