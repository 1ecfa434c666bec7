import { readLabelledForm } from '../../mail/labelled-form.ts';

export interface ContactForm {
  name: string;
  email: string;
  message: string;
}

/** Characters (RFC 3696, with room for a name beside it). */
const longestAddress = 400;
const address = /[^\s<>,;:"()]+@[^\s<>,;:"()]+\.[^\s<>,;:"()]{2,}/;
/** What Shopify adds below the form in some templates. */
const footer = /\nYou can enable spam filtering for contact forms in[^\n]{0,200}\s*$/i;

/**
 * The mail of a theme's contact form: lines `Country Code:`, `Name:`, `Email:`, `Phone:` and fields of the shop's own,
 * and at the end `Body:` or `Message:` (seen in mails of 2026; labels stay English in every language but the name's).
 * null when the text is no such form.
 */
export function readContactForm(text: string): ContactForm | null {
  const values = readLabelledForm(text, {
    labels: ['name', 'first name', 'last name', 'email', 'e-mail', 'body', 'message', 'comment'],
    closing: ['body', 'message', 'comment'],
  });
  const email = address.exec((values.get('email') ?? values.get('e-mail') ?? '').slice(0, longestAddress))?.[0];
  const message = values.get('body') ?? values.get('message') ?? values.get('comment');
  if (email === undefined || message === undefined) return null;
  const name = values.get('name') ?? [values.get('first name'), values.get('last name')].filter(Boolean).join(' ');
  return { name, email, message: `\n${message}`.replace(footer, '').trim() };
}
