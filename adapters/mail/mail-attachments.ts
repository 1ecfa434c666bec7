import type { BuyerAttachment } from '../../src/ports/marketplace-event.ts';
import type { ParsedMail } from './parsed-mail.ts';

/** The files of a mail by their place in it; undefined when there are none. */
export function mailAttachments(mail: ParsedMail): BuyerAttachment[] | undefined {
  const found: BuyerAttachment[] = mail.attachments.map(({ name, type, size }, part) => ({ name, type, size, from: { part } }));
  // A mail over the size cap was stored as its beginning only; the whole of it is still in the mailbox.
  const size = Number(mail.headers.get('x-gengfu-cut-from')?.[0]);
  if (size > 0) found.push({ name: 'original.eml', type: 'message/rfc822', size, from: { lost: 'too_large' } });
  return found.length > 0 ? found : undefined;
}
