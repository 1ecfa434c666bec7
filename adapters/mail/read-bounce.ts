import { bodyText } from './body-text.ts';
import { messageIds } from './message-ids.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { ownMessageIds } from './reply-message-id.ts';
import { undeliverable } from './undeliverable.ts';

export interface Bounce {
  /** `delayed`: the server keeps trying, nothing is lost yet. */
  outcome: 'bounced' | 'opted_out' | 'delayed';
  /** Message-IDs of what came back, ours first. */
  replyIds: string[];
  recipients: string[];
  reason: string;
}

/** A delivery status notification (RFC 3464), or an older bounce that only says so in words; null for any other mail. */
export function readBounce(mail: ParsedMail): Bounce | null {
  const status = mail.reports.filter((part) => part.type === 'message/delivery-status').map((part) => part.text);
  const words = bodyText(mail);
  if (status.length === 0) {
    if (!isMailSystem(mail)) return null;
    const outcome = undeliverable(`${mail.subject}\n${words}`) ?? 'bounced';
    return { outcome, replyIds: returnedIds(mail, words), recipients: [], reason: firstLine(words) };
  }
  const fields = unfold(status.join('\n'));
  const actions = fieldValues(fields, 'action').map((action) => action.toLowerCase());
  if (!actions.some((action) => action.startsWith('failed') || action.startsWith('delayed'))) return null;
  const reason = fieldValues(fields, 'diagnostic-code')[0] ?? fieldValues(fields, 'status')[0] ?? firstLine(words);
  const failed = actions.some((action) => action.startsWith('failed'));
  return {
    outcome: failed ? (undeliverable(`${reason}\n${words}`) ?? 'bounced') : 'delayed',
    replyIds: returnedIds(mail, words),
    recipients: [...fieldValues(fields, 'final-recipient'), ...fieldValues(fields, 'original-recipient')].map(addressOf),
    reason: reason.replace(/^smtp;\s*/i, '').slice(0, 300),
  };
}

/** RFC 5321 §4.5.5: bounces come with the null sender, usually from these names. */
function isMailSystem(mail: ParsedMail): boolean {
  const local = mail.from?.address.split('@', 1)[0]?.toLowerCase() ?? '';
  return ['mailer-daemon', 'postmaster', 'mail-daemon'].includes(local);
}

function returnedIds(mail: ParsedMail, words: string): string[] {
  const reported = mail.reports.flatMap(({ text }) => {
    const fields = unfold(text);
    return [...fieldValues(fields, 'original-message-id'), ...fieldValues(fields, 'message-id')].flatMap((value) =>
      messageIds(value),
    );
  });
  const all = [...reported, ...mail.inReplyTo, ...mail.references, ...ownMessageIds(messageIds(words))];
  return [...new Set([...ownMessageIds(all), ...all])];
}

function unfold(text: string): string[] {
  return text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
}

function fieldValues(fields: readonly string[], name: string): string[] {
  return fields.filter((field) => field.toLowerCase().startsWith(`${name}:`)).map((field) => field.slice(name.length + 1).trim());
}

/** `rfc822; somebody@host` */
function addressOf(recipient: string): string {
  return recipient
    .slice(recipient.indexOf(';') + 1)
    .trim()
    .toLowerCase();
}

function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').trim().slice(0, 300);
}
