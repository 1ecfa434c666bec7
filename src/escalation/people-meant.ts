import type { Desk } from '../desk.ts';
import type { Role } from '../people/actor.ts';
import { dutyAt } from '../roster/duty-now.ts';
import type { DutyPerson } from '../roster/duty-now.ts';
import type { Write } from '../store/database.ts';
import type { Audience } from './policy.ts';

/** Who an audience is right now; may be nobody. */
export async function peopleMeant(
  desk: Desk,
  tx: Write,
  { ownerId }: { ownerId: string | null },
  tell: Audience,
): Promise<DutyPerson[]> {
  const onDuty = await dutyAt(desk, tx, desk.clock.now());
  switch (tell) {
    case 'owner': {
      const owner = ownerId ? await tx.person.findUnique({ where: { id: ownerId } }) : null;
      return owner ? [{ id: owner.id, name: owner.name, role: owner.role as Role }] : onDuty.slice(0, 1);
    }
    case 'duty':
      return onDuty.slice(0, 1);
    case 'next': {
      // Whoever holds the ticket knows of it already.
      const others = onDuty.slice(1).filter(({ id }) => id !== ownerId);
      return others.length > 0 ? others : onDuty.filter(({ id }) => id !== ownerId);
    }
    case 'all':
      return onDuty;
    case 'supervisor': {
      const here = onDuty.filter(({ role }) => role === 'supervisor' || role === 'admin');
      if (here.length > 0) return here;
      const leads = await tx.person.findMany({ where: { role: { in: ['supervisor', 'admin'] } }, orderBy: { createdAt: 'asc' } });
      const supervisors = leads.filter(({ role }) => role === 'supervisor');
      return (supervisors.length > 0 ? supervisors : leads).map(({ id, name, role }) => ({ id, name, role: role as Role }));
    }
  }
}
