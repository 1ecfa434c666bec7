import type { Desk } from '../desk.ts';
import { mayWork } from '../people/actor.ts';
import type { Role } from '../people/actor.ts';
import type { Reader, Write } from '../store/database.ts';
import { onDuty } from './roster.ts';

export interface DutyPerson {
  id: string;
  name: string;
  role: Role;
}

/** Who is on duty at an instant and may work, first to be called first. */
export async function dutyAt(desk: Desk, read: Reader | Write, at: number): Promise<DutyPerson[]> {
  const ids = onDuty(desk.roster.roster(), at);
  if (ids.length === 0) return [];
  const people = await read.person.findMany({ where: { id: { in: ids } } });
  return ids.flatMap((id) => {
    const person = people.find((known) => known.id === id);
    return person && mayWork(person.role as Role) ? [{ id, name: person.name, role: person.role as Role }] : [];
  });
}
