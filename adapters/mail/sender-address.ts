import { addressParser } from 'postal-mime';

/** The approved sender of the store settings, `Name <address>` or a bare address; null when it holds no mail address. */
export function senderAddress(from: string): { name: string; address: string } | null {
  const sender = addressParser(from, { flatten: true })[0];
  return sender?.address?.includes('@') ? { name: sender.name, address: sender.address } : null;
}
