import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { mayWork, requireRole } from '../people/actor.ts';
import type { Actor, Role } from '../people/actor.ts';
import { insertRosterLine } from './add-roster-line.ts';
import { ownStretch } from './roster.ts';
import type { Cover } from './roster-line.ts';

/**
 * Asks a colleague to take over one stretch of the asker's duty. Nothing changes before the colleague agrees.
 * @param request.at an instant within that stretch, or on its day; `dayEnd` is the end of that day
 * @throws GengfuError not_on_duty | unknown_person | colleague_may_not | role_required
 */
export async function proposeSwap(
  desk: Desk,
  request: { by: Actor; to: string; at: number; dayEnd: number },
): Promise<{ number: number; line: Cover; name: string }> {
  const { by, to, at, dayEnd } = request;
  requireRole(by, 'agent');
  const colleague = await desk.db.read.person.findUnique({ where: { id: to } });
  if (!colleague) throw new GengfuError('unknown_person', { person: to });
  if (!mayWork(colleague.role as Role) || to === by.id)
    throw new GengfuError('colleague_may_not', { person: colleague.name, role: colleague.role });
  const stretch = ownStretch(desk.roster.roster(), by.id, at, dayEnd);
  if (!stretch) throw new GengfuError('not_on_duty', {});
  const line: Cover = { kind: 'cover', person: to, for: by.id, ...stretch };
  const { number } = await insertRosterLine(desk, { line, by, pendingFor: to });
  return { number, line, name: colleague.name };
}
