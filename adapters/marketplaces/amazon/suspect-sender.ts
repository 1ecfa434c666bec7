import type { ParsedMail } from '../../mail/parsed-mail.ts';
import { isAmazonDomain } from './relay-address.ts';

/**
 * Why a mail that claims to be Amazon's is doubted; null when it is not. Amazon signs with its own domains or, through
 * SES, with amazonses.com, and SES lets nobody write from a domain they have not proven to own (facts: Amazon 3.3).
 * Nothing is held against a mail when the store's settings name no host whose verdict counts.
 */
export function suspectSender(mail: ParsedMail): string | null {
  if (mail.otherFrom.length > 0) return 'several senders';
  const sender = mail.from;
  if (!sender) return null;
  if (!isAmazonDomain(domainOf(sender.address))) return impersonates(sender) ? 'sender is not an Amazon address' : null;
  const { result, passed } = mail.dkim;
  if (result === 'unknown' || (result === 'pass' && passed.some(isAmazonSigner))) return null;
  return result === 'pass' ? `signed by ${passed.join(', ').slice(0, 100)}` : `dkim=${result}`;
}

function isAmazonSigner(domain: string): boolean {
  return isAmazonDomain(domain) || domain === 'amazonses.com' || domain.endsWith('.amazonses.com');
}

/** A foreign sender whose name or address wants to look like Amazon. */
function impersonates(sender: { name: string; address: string }): boolean {
  return /amaz[o0]n|seller\s?central/i.test(`${sender.name} ${domainOf(sender.address)}`);
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
