import type { MessageFlags } from '../../src/ports/marketplace.ts';
import type { ParsedMail } from './parsed-mail.ts';

/** What the reader of the message must know; undefined when there is nothing. */
export function messageFlags(mail: ParsedMail, suspicion: string | null): MessageFlags | undefined {
  const attachments = [...mail.attachments, ...cutOff(mail)];
  const flags: MessageFlags = {
    ...(mail.damage === null ? {} : { unparsed: mail.damage }),
    ...(suspicion === null ? {} : { suspectedPhishing: suspicion }),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
  return Object.keys(flags).length === 0 ? undefined : flags;
}

/** A mail over the size cap was stored as its beginning only; the whole of it is still in the mailbox. */
function cutOff(mail: ParsedMail): NonNullable<MessageFlags['attachments']> {
  const size = Number(mail.headers.get('x-gengfu-cut-from')?.[0]);
  return size > 0 ? [{ name: 'original.eml', type: 'message/rfc822', size }] : [];
}
