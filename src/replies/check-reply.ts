import { createHash } from 'node:crypto';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { policyOf } from './content-policies.ts';

/** How long a warned text may be sent again as it is. */
const confirmMs = 10 * 60_000;

/** Texts whose writers were warned, in memory: after a restart they are warned once more. */
export type Warned = Map<string, number>;

/**
 * The check before a reply is taken (F6). What the platform rejects or punishes is refused with the reasons; what is only
 * unwise is refused once, and taken when the same words come again.
 * @throws GengfuError reply_refused | reply_doubtful with `reasons`
 */
export async function checkReply(
  desk: Pick<Desk, 'clock' | 'warned'>,
  reply: { text: string; store: StoreRecord; ticket: number; personId: string },
): Promise<void> {
  const { text, store, ticket, personId } = reply;
  const policy = policyOf(store.platform);
  // The phone number tables are large: loaded with the first reply.
  const { findViolations } = await import('./find-violations.ts');
  const found = findViolations(text, policy, store.site);
  if (found.length === 0) return;
  const blocks = found.filter(({ violation }) => violation === 'too_long' || policy.verdicts[violation] === 'block');
  if (blocks.length > 0) throw new GengfuError('reply_refused', { platform: store.platform, reasons: blocks });
  const key = createHash('sha256').update(`${personId} ${ticket} ${text}`).digest('base64');
  const now = desk.clock.now();
  for (const [known, until] of desk.warned) if (until < now) desk.warned.delete(known);
  if (desk.warned.delete(key)) return;
  desk.warned.set(key, now + confirmMs);
  throw new GengfuError('reply_doubtful', { platform: store.platform, reasons: found });
}
