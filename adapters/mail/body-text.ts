import type { ParsedMail } from './parsed-mail.ts';
import { htmlText } from './read-html.ts';

/** The words of a mail: its plain part, or its HTML as text when it has no plain part or an empty one. */
export function bodyText(mail: ParsedMail): string {
  return mail.text.trim() === '' ? htmlText(mail.html).trim() : mail.text.replace(/\r\n?/g, '\n').trim();
}
