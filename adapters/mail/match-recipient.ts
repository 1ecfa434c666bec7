/**
 * The configured address a recipient means: exactly it, or with its `+tag` ignored (RFC 5233
 * subaddressing), so `support+acme-de@x` reaches a store listed as
 * `support@x` unless another one lists the tagged address itself.
 * Addresses compare without case. null: not ours, and never relayed.
 */
export function matchRecipient(recipient: string, configured: Iterable<string>): string | null {
  const wanted = recipient.trim().toLowerCase();
  const untagged = withoutTag(wanted);
  let loose: string | null = null;
  for (const address of configured) {
    const known = address.trim().toLowerCase();
    if (known === wanted) return address;
    if (known === untagged) loose ??= address;
  }
  return loose;
}

function withoutTag(address: string): string {
  const at = address.lastIndexOf('@');
  const plus = address.indexOf('+');
  return plus > 0 && plus < at ? address.slice(0, plus) + address.slice(at) : address;
}
