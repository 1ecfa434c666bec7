import { createHash } from 'node:crypto';
import type { Desk } from '../desk.ts';
import { audit } from '../people/audit.ts';
import { newId } from '../store/ids.ts';
import type { PlatformPolicy } from './platform-policy.ts';
import { platformPolicies } from './policies.ts';

const settingKey = 'policyEdition';

/** The same for the same limits, whatever else a version of the program changes. */
const editionOf = (policies: readonly PlatformPolicy[]): string =>
  createHash('sha256').update(JSON.stringify(policies)).digest('hex').slice(0, 16);

/**
 * The platforms' own limits come with the program. Where this version brings others than the open deadlines were counted by,
 * they are counted anew, with a line in the audit log; each that moves says why in its ticket's history (D4).
 */
export async function recomputeAfterUpdate(desk: Desk): Promise<void> {
  const edition = editionOf(platformPolicies);
  await desk.db.write(async (tx) => {
    const row = await tx.setting.findUnique({ where: { key: settingKey } });
    const known = row ? (JSON.parse(row.value) as string) : '';
    if (known === edition) return;
    await desk.settings.set(tx, settingKey, edition);
    // A desk that has never worked has no deadlines.
    if ((await tx.ticket.count({ where: { unansweredSince: { not: null } } })) === 0) return;
    const now = desk.clock.now();
    await audit(tx, { at: now, personId: null, action: 'platform policies', subject: settingKey, before: known, after: edition });
    const payload = { cause: settingKey, change: newId() };
    await desk.queue.enqueue(tx, [{ kind: 'recompute-deadlines', key: 'recompute-deadlines', payload, dueAt: now }]);
  });
}
