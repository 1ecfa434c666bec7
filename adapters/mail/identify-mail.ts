import { createHash } from 'node:crypto';
import { mailLimits } from './limits.ts';
import { messageIds } from './message-ids.ts';

/** Fields that differ between two copies of one mail: added by the hosts on its way. */
const traceFields =
  /^(?:received|delivered-to|return-path|x-[a-z0-9-]+|authentication-results|arc-[a-z-]+|dkim-signature|received-spf):/i;

/**
 * StoredEvent.externalId of a mail: its Message-ID, or for a mail without one a hash of what the author wrote, so that
 * the copy found by a rescan, a second mailbox or the SMTP receiver is recognised as the same.
 */
export function identifyMail(raw: Uint8Array): string {
  const { head, body } = split(raw);
  const fields = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const own = fields.find((field) => /^message-id:/i.test(field));
  const id = messageIds(own)[0];
  if (id !== undefined && id.length <= 250) return id;
  const written = fields.filter((field) => !traceFields.test(field)).join('\n');
  // Servers rewrite line endings and add or drop the last ones.
  const content = body.toString('latin1').replace(/\r\n?/g, '\n').trimEnd();
  return `sha256:${createHash('sha256').update(written.trim()).update('\n\n').update(content, 'latin1').digest('hex')}`;
}

function split(raw: Uint8Array): { head: string; body: Buffer } {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const gap = /\r?\n\r?\n/.exec(bytes.subarray(0, mailLimits.headers).toString('latin1'));
  const end = gap ? gap.index : Math.min(bytes.length, mailLimits.headers);
  return { head: bytes.subarray(0, end).toString('latin1'), body: bytes.subarray(end + (gap?.[0].length ?? 0)) };
}
