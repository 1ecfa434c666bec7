import type { ParsedMail } from './parsed-mail.ts';

/**
 * Whether a machine wrote the mail. `reply`: an out-of-office note or the like, never to be answered, or two machines
 * talk for ever; `bulk`: sent to many; `generated`: by a program on somebody's behalf (RFC 3834 §5, RFC 2076 §3.9).
 */
export function automaticKind(mail: ParsedMail): 'reply' | 'bulk' | 'generated' | null {
  const first = (name: string) => (mail.headers.get(name)?.[0] ?? '').trim().toLowerCase();
  const submitted = first('auto-submitted');
  const precedence = first('precedence');
  if (submitted.startsWith('auto-replied') || precedence === 'auto_reply') return 'reply';
  if (['x-autoreply', 'x-autorespond', 'x-autoresponder'].some((name) => mail.headers.has(name) && first(name) !== 'no'))
    return 'reply';
  if (['bulk', 'junk', 'list'].includes(precedence) || mail.headers.has('list-id')) return 'bulk';
  return submitted === '' || submitted.startsWith('no') ? null : 'generated';
}
