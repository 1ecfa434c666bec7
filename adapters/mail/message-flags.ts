import type { MessageFlags } from '../../src/ports/marketplace-event.ts';
import type { ParsedMail } from './parsed-mail.ts';

/** What the reader of the message must know; undefined when there is nothing. */
export function messageFlags(mail: ParsedMail, suspicion: string | null): MessageFlags | undefined {
  const flags: MessageFlags = {
    ...(mail.damage === null ? {} : { unparsed: mail.damage }),
    ...(suspicion === null ? {} : { suspectedPhishing: suspicion }),
  };
  return Object.keys(flags).length === 0 ? undefined : flags;
}
