import type { ParsedMail } from './parsed-mail.ts';
import { withinDomain } from './within-domain.ts';

/** By what a platform's mail is known to be the platform's. Domains come in lower case. */
export interface SenderIdentity {
  /** As it stands in a sentence: `an Amazon address`. */
  address: string;
  /** Whether the platform writes from this domain. */
  owns(domain: string): boolean;
  /** Whether a DKIM signature by this domain proves it. */
  signs(domain: string): boolean;
  /** What strangers write into a name or a domain to be taken for the platform. */
  lookalike: RegExp;
}

/**
 * Why a mail that claims to be a platform's is doubted; null when it is not. Nothing is held against a mail when the
 * store's settings name no host whose DKIM verdict counts. `alsoSigned`: further domains whose signature the store
 * believes, lower case.
 */
export function suspectSender(mail: ParsedMail, identity: SenderIdentity, alsoSigned: readonly string[] = []): string | null {
  if (mail.otherFrom.length > 0) return 'several senders';
  const sender = mail.from;
  if (!sender) return null;
  const domain = senderDomain(mail);
  if (!identity.owns(domain))
    return identity.lookalike.test(`${sender.name} ${domain}`) ? `sender is not ${identity.address}` : null;
  const { result, passed } = mail.dkim;
  if (
    result === 'unknown' ||
    (result === 'pass' && passed.some((signer) => identity.signs(signer) || withinDomain(signer, alsoSigned)))
  )
    return null;
  return result === 'pass' ? `signed by ${passed.join(', ').slice(0, 100)}` : `dkim=${result}`;
}

/** Lower case; empty when the mail names no sender. */
export function senderDomain(mail: ParsedMail): string {
  const address = mail.from?.address ?? '';
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** Lower case; the part before the @. */
export function senderLocalPart(mail: ParsedMail): string {
  return (mail.from?.address.split('@', 1)[0] ?? '').toLowerCase();
}
