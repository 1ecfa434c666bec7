import { messageIds } from './message-ids.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { htmlText } from './read-html.ts';
import { ownMessageIds } from './reply-message-id.ts';

/** Message-IDs of our own replies that a mail refers to, in its headers, its words or what it returns. */
export function quotedReplyIds(mail: ParsedMail): string[] {
  const quoted = [mail.text, htmlText(mail.html), ...mail.reports.map(({ text }) => text)].flatMap((text) => messageIds(text));
  return ownMessageIds([...new Set([...mail.inReplyTo, ...mail.references, ...quoted])]);
}
