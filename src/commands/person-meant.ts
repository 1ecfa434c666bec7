import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { findPerson } from '../people/people-directory.ts';

/**
 * The colleague named in a form or command: a person picker gives the messenger's id, a typed field the name.
 * @returns person id @throws GengfuError unknown_person
 */
export async function personMeant(desk: Desk, messenger: string, typed: string, id?: string): Promise<string> {
  const name = typed.trim().replace(/^@/, '');
  const person = await findPerson(desk.db.read, messenger, { name, id: id ?? name });
  if (!person) throw new GengfuError('unknown_person', { person: name });
  return person.id;
}
