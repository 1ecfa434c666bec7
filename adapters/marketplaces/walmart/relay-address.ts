const relayDomain = 'relay.walmart.com';
const systems = ['mailer-daemon', 'postmaster', 'mail-daemon'];

/**
 * A buyer's address at Walmart's relay, lower case; null for any other. Usually 32 hex digits, made anew for each
 * message or order; also seen as `pc-` and the digits, so the domain alone decides (facts: Walmart §9).
 */
export function relayAddress(address: string): string | null {
  const [local = '', domain] = address.trim().toLowerCase().split('@');
  return domain === relayDomain && local !== '' && !systems.includes(local) ? `${local}@${domain}` : null;
}
