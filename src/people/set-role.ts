import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { Actor, Role } from './actor.ts';
import { audit } from './audit.ts';
import { enrol, findPerson } from './people-directory.ts';

/** Gives a person a role; somebody mentioned for the first time is enrolled with it. @throws GengfuError unknown_person */
export async function setRole(
  desk: Desk,
  request: { person: { name: string; id?: string }; messenger: string; role: Role; by: Actor },
): Promise<string> {
  const { person, messenger, role, by } = request;
  const at = desk.clock.now();
  return desk.db.write(async (tx) => {
    const known = await findPerson(tx, messenger, person);
    if (known) await tx.person.update({ where: { id: known.id }, data: { role } });
    else if (person.id) await enrol(tx, { messenger, externalId: person.id, name: person.name, role, at });
    else throw new GengfuError('unknown_person', { person: person.name });
    await audit(tx, {
      at,
      personId: by.id,
      action: 'role',
      subject: known?.name ?? person.name,
      before: known?.role,
      after: role,
    });
    return known?.name ?? person.name;
  });
}
