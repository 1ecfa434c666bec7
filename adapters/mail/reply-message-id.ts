/**
 * The Message-ID of a reply: the same for the same reply, so that a repeated send is recognisable and a bounce, an
 * answer or a copy leads back to it. `from` is a bare address.
 */
export function replyMessageId(replyId: string, from: string): string {
  const domain = from.slice(from.lastIndexOf('@') + 1).toLowerCase();
  return `<reply-${replyId.replace(/[^A-Za-z0-9._-]/g, '-')}@${domain}>`;
}

/** Those of the ids that a reply of ours may carry. The sender may have changed since, so the domain does not count. */
export function ownMessageIds(ids: readonly string[]): string[] {
  return ids.filter((id) => id.startsWith('<reply-'));
}
