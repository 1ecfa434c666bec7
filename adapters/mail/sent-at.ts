import type { ParsedMail } from './parsed-mail.ts';

const yearMs = 366 * 86_400_000;

/**
 * When the mail was written, as far as its Date header can be believed: a date after its arrival or more than a year
 * before it would set the platform's clock wrong and gives way to the arrival.
 */
export function sentAt(mail: ParsedMail, receivedAt: number): number {
  const { date } = mail;
  return date === null || date > receivedAt || date < receivedAt - yearMs ? receivedAt : date;
}
