import { bodyText } from '../../mail/body-text.ts';
import type { ParsedMail } from '../../mail/parsed-mail.ts';
import { htmlText, onlyPreformatted } from '../../mail/read-html.ts';
import { readContactForm, type ContactForm } from './contact-form.ts';
import { delimitedText } from './delimited-text.ts';
import { withoutToken } from './order-facts.ts';

export interface ExtractedMessage {
  /** What the buyer wrote, without Amazon's frame. */
  text: string;
  /** The whole readable mail, frame included: order, items and tokens stand there. */
  frame: string;
  form: ContactForm | null;
  how: 'pre' | 'delimiters' | 'contact_form' | 'whole';
}

/**
 * Takes the buyer's words out of a relayed mail: the only `<pre>` of the HTML, else what stands between delimiter
 * lines, else everything (facts: Amazon 3.3 "Body").
 */
export function extractMessage(mail: ParsedMail): ExtractedMessage {
  const plain = bodyText(mail);
  const frame = mail.html === '' || mail.text.trim() === '' ? plain : `${plain}\n${htmlText(mail.html)}`;
  const preformatted = onlyPreformatted(mail.html)?.trim() ?? '';
  const delimited = preformatted === '' ? (delimitedText(plain) ?? delimitedText(frame)) : null;
  const words = preformatted || delimited || plain;
  const form = readContactForm(words);
  if (form)
    return { text: withoutToken([form.reason, form.details].filter(Boolean).join('\n\n')), frame, form, how: 'contact_form' };
  return { text: withoutToken(words), frame, form, how: preformatted ? 'pre' : delimited ? 'delimiters' : 'whole' };
}
