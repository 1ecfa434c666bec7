import { bareSubject } from '../../mail/reply-subject.ts';

/**
 * Sender and subject without prefixes, case and spacing. A mail that names an earlier one of the thread is found by
 * `inReplyTo` before this is looked at; the key joins what came without such a trace, since clients drop References
 * more often than they change the subject.
 */
export function threadKey(buyerId: string, subject: string): string {
  return `mail:${buyerId}:${bareSubject(subject).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').slice(0, 200)}`;
}
