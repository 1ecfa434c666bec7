import type { Desk } from '../desk.ts';
import type { Role } from '../people/actor.ts';
import { dutyAt } from '../roster/duty-now.ts';
import type { DutyPerson } from '../roster/duty-now.ts';
import { routedPerson } from '../routes/routed-person.ts';
import type { RoutedPerson } from '../routes/routed-person.ts';
import type { Write } from '../store/database.ts';
import type { Ticket } from '../tickets/ticket-state.ts';
import type { Audience } from './policy.ts';

/** Somebody to be told, and the route that chose them. */
export type PersonMeant = DutyPerson & Partial<Pick<RoutedPerson, 'route' | 'load'>>;

/** Who an audience is right now; may be nobody. */
export async function peopleMeant(
  desk: Desk,
  tx: Write,
  ticket: Pick<Ticket, 'id' | 'ownerId' | 'storeId' | 'language' | 'topic' | 'level'>,
  tell: Audience,
): Promise<PersonMeant[]> {
  const { ownerId } = ticket;
  const onDuty = await inTurn(desk, tx, ticket);
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

/** Those on duty, first to be called first: whom a route chooses stands before all others. */
async function inTurn(desk: Desk, tx: Write, ticket: Parameters<typeof peopleMeant>[2]): Promise<PersonMeant[]> {
  const onDuty = await dutyAt(desk, tx, desk.clock.now());
  const routed = await routedPerson(desk, tx, ticket, onDuty);
  return routed ? [routed, ...onDuty.filter(({ id }) => id !== routed.id)] : onDuty;
}
