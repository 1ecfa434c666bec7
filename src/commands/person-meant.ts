import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { findMember } from '../people/find-member.ts';
import { findPerson } from '../people/people-directory.ts';

/**
 * The colleague named in a form or command: a person picker gives the messenger's id, a typed field the name. Who has not
 * spoken yet is looked for among the members of the chat.
 * @returns person id @throws GengfuError unknown_person | colleague_may_not, for a member whom no admin has added
 */
export async function personMeant(
  desk: Desk,
  place: { messenger: string; chat: string },
  typed: string,
  id?: string,
): Promise<string> {
  const { read } = desk.db;
  const name = typed.trim().replace(/^@/, '');
  const known = await findPerson(read, place.messenger, { name, id: id ?? name });
  if (known) return known.id;
  const member = id === undefined ? await findMember(desk, place, name) : null;
  if (!member) throw new GengfuError('unknown_person', { person: name });
  const person = await findPerson(read, place.messenger, member);
  if (!person) throw new GengfuError('colleague_may_not', { person: name, role: 'viewer' });
  return person.id;
}
