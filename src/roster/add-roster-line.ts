import type { Desk } from '../desk.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import { newId } from '../store/ids.ts';
import { replanTimers } from '../tickets/replan-timers.ts';
import type { Entry } from './roster-book.ts';
import { entryOf } from './roster-book.ts';
import type { RosterLine } from './roster-line.ts';

/** Puts a line on the roster. @throws GengfuError role_required */
export async function addRosterLine(desk: Desk, request: { line: RosterLine; by: Actor }): Promise<Entry> {
  const { line, by } = request;
  requireRole(by, 'supervisor');
  return insertRosterLine(desk, { line, by, pendingFor: null });
}

/** The same for a swap, which an agent may propose and the other has to accept. */
export async function insertRosterLine(
  desk: Desk,
  request: { line: RosterLine; by: Actor; pendingFor: string | null },
): Promise<Entry> {
  const { line, by, pendingFor } = request;
  const at = desk.clock.now();
  const row = await desk.db.write(async (tx) => {
    const { _max } = await tx.rosterEntry.aggregate({ _max: { number: true } });
    const entry = await tx.rosterEntry.create({
      data: {
        id: newId(),
        number: (_max.number ?? 0) + 1,
        line: JSON.stringify(line),
        pendingFor,
        createdAt: new Date(at),
        createdBy: by.id,
      },
    });
    await audit(tx, { at, personId: by.id, action: 'roster', subject: String(entry.number), after: { ...line, pendingFor } });
    await replanTimers(desk, tx);
    return entry;
  });
  await desk.roster.reload();
  return entryOf(row);
}
