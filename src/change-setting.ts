import type { Desk } from './desk.ts';
import type { Actor } from './people/actor.ts';
import { audit } from './people/audit.ts';
import { newId } from './store/ids.ts';
import { replanTimers } from './tickets/replan-timers.ts';
import { lookForSilence } from './traffic/watch-silence.ts';
import type { SettingKey, SettingValue } from './settings.ts';

/** Settings that change what the clocks say. */
const clockKeys = new Set<SettingKey>(['hours', 'zone', 'holidays', 'firstResponseMs', 'policyOverrides']);

/** Settings that change who is told when. */
const callKeys = new Set<SettingKey>(['escalation', 'ownershipMs', 'warningPercents']);

/** Changes a setting with its line in the audit log; one that moves clocks recomputes the open deadlines. */
export async function changeSetting<Key extends SettingKey>(
  desk: Desk,
  change: { key: Key; value: SettingValue<Key>; by: Actor },
): Promise<void> {
  const { key, value, by } = change;
  await desk.db.write(async (tx) => {
    await audit(tx, {
      at: desk.clock.now(),
      personId: by.id,
      action: 'setting',
      subject: key,
      before: desk.settings.get(key),
      after: value,
    });
    await desk.settings.set(tx, key, value);
    if (callKeys.has(key)) await replanTimers(desk, tx);
    if (key === 'silenceChance') await lookForSilence(desk, tx);
    // With the change itself: a crash in between must not leave deadlines that nobody counts anew.
    if (clockKeys.has(key)) {
      const payload = { cause: key, change: newId() };
      await desk.queue.enqueue(tx, [
        { kind: 'recompute-deadlines', key: 'recompute-deadlines', payload, dueAt: desk.clock.now() },
      ]);
    }
  });
  if (clockKeys.has(key)) await desk.hours.reload();
}
